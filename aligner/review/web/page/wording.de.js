/** What the page says in German. One key a line. */
export const GERMAN = {
};
