import { say } from "./messages.js";
import { wording } from "./wording.js";

const MOST = 5_000;
const AT_A_TIME = 200;

/** Print all segments in view, not only those that are seen. */
export async function printAll(store, list) {
  const { length } = store.view;
  if (length > MOST) return say(wording("print.too_many", { count: length, most: MOST }), null, "grave");
  say(wording("print.preparing"));
  for (let first = 0; first < length; first += AT_A_TIME) {
    await store.fetchRows(store.view.slice(first, first + AT_A_TIME).map(({ key }) => key));
  }
  list.showAll(true);
  addEventListener("afterprint", () => list.showAll(false), { once: true });
  return print();
}
