export { type OrderfolioTerms, orderfolioModule } from './module.ts';
export { storeModule } from './store-module.ts';
export { TOKENS, token } from './tokens.ts';
