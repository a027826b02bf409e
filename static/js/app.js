// Entry module. Everything is progressive: pages work without it except palette, shortcuts and live previews.
// Modules of single pages are loaded on demand: `if (document.querySelector('[data-x]')) import() of its module;`,
// always by a literal path, so that hashed names are found.
import './ui.js';
import './requests.js';
import './once.js';
import './preferences.js';
import './palette.js';
import './keys.js';
import './table.js';
import './copy.js';
import './drafts.js';
import './facts.js';
if (document.querySelector('[data-submit-now]')) import('./submit-now.js');
import './peek.js';
import './beside.js';
import './press.js';
if (document.querySelector('[data-sortable]')) import('./sort-rows.js');
if (document.querySelector('[data-builder]')) import('./builder.js');
if (document.querySelector('[data-merge]')) import('./merge.js');
if (document.querySelector('[data-tip]')) import('./chart-tip.js');
if (document.querySelector('[data-dropzone], [data-recognised]')) import('./upload.js');
if (document.querySelector('[data-purchase], #composer-panel')) import('./purchase.js');
import './tasks.js';
if (document.querySelector('[data-composer]')) import('./composer.js');
if (document.querySelector('[data-letter], [data-composer], [data-writes]')) import('./letters.js');
// On a phone the bar of steps is wider than the screen: the step under way comes into sight.
document.querySelector('.steps [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
// A long office scrolls within the sidebar: the page that is open stands in sight there.
document.querySelector('.side__menu .side__group--folds [aria-current]')?.scrollIntoView({ block: 'nearest' });
if (document.querySelector('[data-passkey]')) import('./passkeys.js');
if (document.querySelector('.record')) import('./focus-fact.js');
if (document.querySelector('.record')) import('./part-link.js');
