/** The colours of the pages that this server shows, as declarations; they follow the system's light or dark setting. */
export const pageColours = `  color-scheme: light dark;
  --ink: light-dark(#1b2430, #e6eaf0);
  --quiet: light-dark(#526072, #9aa7b8);
  --ground: light-dark(#f4f6f9, #11161d);
  --card: light-dark(#ffffff, #1a212b);
  --line: light-dark(#d7dde5, #303a47);
  --accent: light-dark(#0b5fae, #7cb8f5);`;
