// @ts-check
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Colours are the page's custom properties, so that dark mode needs no second theme here.
const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontSize: "var(--code-size)",
    lineHeight: "1.6",
    overflow: "auto",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--accent-strong)" },
  ".cm-line": { padding: "0 1rem 0 0.6rem" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    color: "var(--ink-faint)",
    border: "none",
    paddingLeft: "0.35rem",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "1.9rem", paddingRight: "0.5rem" },
  ".cm-activeLine": { backgroundColor: "var(--line-active)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink-soft)" },
  ".cm-cursor": { borderLeftColor: "var(--accent-strong)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selection)" },
  ".cm-matchingBracket": { backgroundColor: "var(--bracket)", outline: "none" },
  ".cm-nonmatchingBracket": { backgroundColor: "var(--clay-wash)" },
  ".cm-visitedLine": {
    backgroundColor: "var(--visited-wash)",
    boxShadow: "inset 3px 0 0 var(--accent)",
  },
  ".cm-errorLine": {
    backgroundColor: "var(--clay-wash)",
    boxShadow: "inset 3px 0 0 var(--clay)",
  },
  ".cm-errorLine.cm-visitedLine": { backgroundColor: "var(--clay-wash-strong)" },
  ".cm-errorNote": {
    padding: "0.1rem 1rem 0.3rem 0.6rem",
    color: "var(--clay)",
    backgroundColor: "var(--clay-wash)",
    boxShadow: "inset 3px 0 0 var(--clay)",
    fontFamily: "var(--sans)",
    fontSize: "0.875rem",
    lineHeight: "1.4",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--syntax-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--syntax-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--syntax-number)" },
  { tag: tags.comment, color: "var(--syntax-comment)", fontStyle: "italic" },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
    color: "var(--syntax-definition)",
    fontWeight: "600",
  },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: "var(--syntax-call)",
  },
  { tag: [tags.meta, tags.self], color: "var(--syntax-meta)" },
]);

export const look = [theme, syntaxHighlighting(colours)];
