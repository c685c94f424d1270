/** The page as a file of its own: it stands in the history of its tab, which keeps the answers until it is closed. */

import { open, show } from "./page.js";

const data = (id) => JSON.parse(document.getElementById(id).textContent);
const page = document.getElementById("page");

/** Where this tab keeps the answers, so that a reload does not lose them; some browsers have no such place. */
const tab = (() => {
  try {
    sessionStorage.setItem("sluimer-try", "");
    sessionStorage.removeItem("sluimer-try");
    return sessionStorage;
  } catch {
    return null;
  }
})();

/** Fold open for paper what was folded, but for the reasons; or as it was before. */
function unfold(now) {
  for (const one of page.querySelectorAll("details:not(.why)")) {
    if (now) one.dataset.open = one.open ? "1" : "";
    one.open = now || one.dataset.open === "1";
  }
}

addEventListener("beforeprint", () => unfold(true));
addEventListener("afterprint", () => unfold(false));
addEventListener("popstate", () => show());
open(data("knowledge"), data("words"), {
  root: page,
  tab,
  elsewhere: [...document.querySelectorAll("link[hreflang]")],
  state: () => history.state,
  note: (state, how) => history[how](state, ""),
  back: () => history.back(),
  arrive(heading, language, title) {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    document.title = `${heading.textContent} – ${title}`;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  },
  tell() {},
});
