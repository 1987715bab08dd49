/** The style of the page, light or dark like the reader's system. */
export const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#d8dce2,#3a3f47);--soft:light-dark(#f4f6f8,#1f2328);--accent:light-dark(#0b57d0,#8ab4f8)}
*{box-sizing:border-box}
body{margin:0;display:grid;grid-template-columns:16rem minmax(0,1fr);font:16px/1.5 system-ui,sans-serif}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;border-right:1px solid var(--line);background:var(--soft)}
nav h1{font-size:1.25rem;margin:0}
nav h2{font-size:.875rem;text-transform:uppercase;margin:1rem 0 .25rem}
nav ul{list-style:none;margin:0;padding:0;font-size:.875rem}
main{padding:1.5rem 2rem;max-width:60rem}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
article{border:1px solid var(--line);border-radius:.5rem;padding:0 1rem 1rem;margin:1rem 0}
h3{margin:.75rem 0}
h4{margin:1rem 0 .25rem}
.method{display:inline-block;min-width:4.5rem;font:600 .875rem ui-monospace,monospace}
pre,code{font:.8125rem/1.5 ui-monospace,monospace}
pre{background:var(--soft);border:1px solid var(--line);border-radius:.25rem;padding:.75rem;overflow:auto;max-height:24rem;margin:0}
table{border-collapse:collapse;width:100%;font-size:.875rem}
td:last-child{width:100%;max-width:0}
td,th{border-bottom:1px solid var(--line);padding:.25rem .5rem .25rem 0;text-align:left;vertical-align:top}
summary{cursor:pointer}
@media(max-width:50rem){body{display:block}nav{position:static;height:auto}}
`;
