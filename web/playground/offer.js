// @ts-check
/** What programs in the playground find besides Python: files, and functions of this page. */

/** @type {Record<string, string>} */
export const FILES = {
  "sales.csv":
    "day,flower,pots\n" +
    "Monday,tulip,12\nMonday,rose,5\nTuesday,tulip,8\nTuesday,lily,9\nWednesday,rose,11\n",
};

/** In weeks, from seed to bloom. @type {Record<string, number>} */
const WEEKS = { tulip: 16, rose: 12, lily: 11, sunflower: 10, lavender: 20 };

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** By the names under which `from host import …` finds them. @type {Record<string, Function>} */
export const FUNCTIONS = {
  /** As slow as an answer over a network, which this page does not use. */
  weeks_to_bloom: async (/** @type {string} */ flower) => {
    await pause(500);
    const weeks = WEEKS[String(flower).toLowerCase()];
    if (weeks === undefined) throw new RangeError(`there is no ${flower} in this garden`);
    return weeks;
  },
};
