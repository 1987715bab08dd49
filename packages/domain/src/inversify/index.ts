export { type OrderfolioTerms, orderfolioModule } from './module.ts';
export { TOKENS, token } from './tokens.ts';
