/** What build/site.py writes into the bundles. Not there where the sources run unbundled. */
declare const CLOCHE_HASHES: Record<string, string> | undefined;
