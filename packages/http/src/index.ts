export { type CorsOptions, createHttpApi, type HttpApi, type HttpApiOptions } from './api.ts';
export type { EventOptions } from './events/options.ts';
export type {
  ActionLimits,
  Attempt,
  LimitedAction,
  Limiter,
  RateLimit,
  RateLimitOptions,
  Throttle,
} from './limits/rate-limit.ts';
export { createThrottle } from './limits/rate-limit.ts';
export type { Deliver, Mail } from './mail.ts';
export type { ApiInfo, OpenApiDocument, Operation } from './openapi/document.ts';
export { HttpError, type HttpErrorCode, type HttpErrorFacts } from './problems/http-error.ts';
export type { ProblemCode } from './problems/kinds.ts';
export { type Problem, type ProblemBody, problemResponse, toProblem } from './problems/problem.ts';
export {
  presentAsset,
  presentAssetTransaction,
  presentBalance,
  presentBalanceTransaction,
  presentOrder,
  presentPortfolio,
} from './replies/entities.ts';
export { moneyText } from './replies/money.ts';
export { type AnsweredRequest, type RequestLog, type RequestLogger, requestLog } from './request-log.ts';
export { readJson } from './requests/body.ts';
export type { HeaderSource } from './requests/headers.ts';
export { idempotencyKeyFrom } from './requests/idempotency-key.ts';
export {
  bearer,
  type GatewayOptions,
  gatewayIdentity,
  type HeaderedRequest,
  type IdentitySource,
  requireRoleOf,
} from './requests/identity.ts';
export { pageFrom, type QuerySource } from './requests/page.ts';
export { requestId } from './requests/request-id.ts';
export { type RequestSource, type SourceOptions, sourceFrom } from './requests/source.ts';
