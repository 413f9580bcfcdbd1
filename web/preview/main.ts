// The first file of the template preview's page.
import { buttonLook } from '../look/button.ts';
import { tokens } from '../look/tokens.ts';
import { TemplatePreview } from './preview.ts';
import { previewStyles } from './styles.ts';

document.adoptedStyleSheets = [tokens, buttonLook, previewStyles].map(
  ({ styleSheet }) => styleSheet as CSSStyleSheet,
);
customElements.define('template-preview', TemplatePreview);
document.body.append(document.createElement('template-preview'));
