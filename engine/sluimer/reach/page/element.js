/**
 * `<sluimer-advice knowledge="knowledge.json" lang="nl">`: the page as a part of somebody else's. It looks as the host's custom
 * properties say, and tells the host what happens: of the answers it tells nothing, unless it has the attribute `share-answers`,
 * and then the person reads so first.
 */

import { open, show } from "./page.js";

/** The one of a document that advises; a person has one conversation. */
let first;

class AdviceElement extends HTMLElement {
  async connectedCallback() {
    first ??= this;
    if (this.shadowRoot || first !== this) return;
    const [shadow, sheet, root] = [this.attachShadow({ mode: "open" }), new CSSStyleSheet(), document.createElement("div")];
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    root.append(document.createElement("slot")); // what the host wrote inside stands here until there is something to ask
    shadow.append(root);
    try {
      const reply = await fetch(this.getAttribute("knowledge"), { credentials: "omit" });
      if (!reply.ok) throw new Error(`${reply.status}`);
      open(await reply.json(), WORDS, this.place(root));
    } catch (error) {
      this.dispatchEvent(new CustomEvent("sluimer-failed", { bubbles: true, composed: true, detail: error }));
    }
  }

  place(root) {
    const seen = [null];
    const shares = this.hasAttribute("share-answers");
    return {
      host: this,
      root,
      shares,
      tab: null,
      elsewhere: [],
      language: this.closest("[lang]")?.lang,
      state: () => seen.at(-1),
      note: (state, how) => seen.splice(how === "replaceState" ? -1 : seen.length, 1, state),
      back() {
        if (seen.length > 1) seen.pop();
        show();
      },
      arrive: (heading, language) => {
        const begun = root.lang;
        root.lang = language;
        if (!begun) return; // who came for the host's page stays where they are
        heading.focus({ preventScroll: true });
        this.scrollIntoView({ block: "start" });
      },
      tell: (event, detail) =>
        this.dispatchEvent(
          new CustomEvent(`sluimer-${event}`, { bubbles: true, composed: true, detail: shares ? detail : null }),
        ),
    };
  }
}

customElements.define("sluimer-advice", AdviceElement);
