import { describe, expect, it } from "vitest";
import { escapeHtml, htmlOfText, isHtml, textOfHtml } from "./message-parts.ts";

describe("a template is HTML", () => {
  it.each(["<p>a</p>", "a<br>b", "a<br/>b", "a &amp; b", "a&#8217;s", "<!-- x -->a"])(
    "if it is like %s",
    (text) => {
      expect(isHtml(text)).toBe(true);
    },
  );
  it.each(["a < b and c > d", "a & b; c", "{####}", "1 <3"])("and not if it is like %s", (text) => {
    expect(isHtml(text)).toBe(false);
  });
});

describe("text as HTML", () => {
  it("shows every character as it is, in paragraphs and lines", () => {
    const text = "Hello <b>,\nyour code & more:\n\n{####} ";
    expect(htmlOfText(text)).toBe("<p>Hello &#60;b&#62;,<br>\nyour code &#38; more:</p>\n<p>{####}</p>");
    expect(escapeHtml(`"'`)).toBe("&#34;&#39;");
  });
});

describe("HTML as text", () => {
  it("is what can be seen", () => {
    const html = `<html><head><title>No</title><style>p > a { color: red }</style></head>
      <body><h1>Welcome</h1><!-- <p>not this</p> --><p>Your
      code&nbsp;is <b>{####}</b>.</p><ul><li>one</li><li>two</li></ul></body></html>`;
    expect(textOfHtml(html)).toBe("Welcome\n\nYour code is {####}.\n\n- one\n- two");
  });

  it("has the addresses of links behind their words", () => {
    const html = `<a href="https://a.test/?x=1&amp;y=2">Here</a> or <a href='https://b.test'>https://b.test</a>`;
    expect(textOfHtml(html)).toBe("Here (https://a.test/?x=1&y=2) or https://b.test");
  });

  it("has the characters that references stand for, and leaves what is none", () => {
    expect(textOfHtml("<p>&lt;b&gt; &uuml;ber &#8364;5 &#x20AC; &nothing; &amp;lt;</p>")).toBe(
      "<b> über €5 € &nothing; &lt;",
    );
  });

  it("does not take long, whatever there is to read", () => {
    const long = 20_000;
    for (const piece of ["<a", "<!--", "<style>", "&", "<p ", " ", "\n"]) {
      expect(textOfHtml(piece.repeat(long / piece.length)).length).toBeLessThanOrEqual(long);
    }
  });
});
