"""itertools: results and errors."""

from itertools import *
print(list(accumulate([1,2,3])), list(accumulate([1,2],initial=5)), list(accumulate([])), list(accumulate([],initial=3)))
print(list(islice(count(2.5,.5),3)), count(3), count(1.5,2), list(islice('abcdef',1,None,2)), list(islice('abc',2)))
print(list(zip_longest('ab','c',fillvalue='-')), list(compress('abc',[1,0,1])), list(pairwise('abc')), list(batched('abcde',2)))
print(list(dropwhile(lambda x:x<2,[1,2,1])), list(takewhile(lambda x:x<2,[1,2,1])), list(filterfalse(None,[0,1])), list(starmap(pow,[(2,3)])))
print([(k,list(g)) for k,g in groupby('aabbc')], list(chain.from_iterable(['ab','c'])), list(product('ab',repeat=2)), repeat(3,2), list(repeat(3,2)))
a,b=tee('abc'); print(list(a),list(b), list(islice(cycle('ab'),5)), list(permutations([1,2,3],2)), list(combinations('abc',2)), list(combinations_with_replacement('ab',2)))
for f in (lambda: islice('a',-1), lambda: islice('a',1,-1), lambda: islice('a'), lambda: islice('a',1,2,0), lambda: cycle(5), lambda: accumulate(3), lambda: permutations('a',-1), lambda: combinations('a',-1), lambda: product('a',repeat=-1), lambda: repeat(1,'a'), lambda: chain.from_iterable(3), lambda: tee('a',-1), lambda: pairwise(2), lambda: batched('a',0), lambda: permutations('a','x'), lambda: count('a'), lambda: starmap(pow,1), lambda: groupby(4), lambda: takewhile(1,2), lambda: zip_longest(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
