import { readFileSync } from 'node:fs';
import * as domain from '@orderfolio/domain';
import * as adapter from '@orderfolio/domain/adapter';
import * as inversify from '@orderfolio/domain/inversify';
import * as schemas from '@orderfolio/domain/schemas';
import * as testing from '@orderfolio/domain/testing';
import { describe, expect, test } from 'vitest';

/**
 * Every name of every door. A name is a promise to those who import it. Put a new one into the group whose reason it
 * shares. To remove one is a breaking change.
 */
type Groups = Readonly<Record<string, string>>;

const SERVICE: Groups = {
  'the way in, and the types of what it gives to functions of a service':
    'createOrderfolio Orderfolio OrderfolioOptions Store LockOptions UserService FundsService AssetService RateService OrderService PortfolioService AnalyticsService',
  "what a service may give in the machine's stead, and what it would otherwise be": `Clock systemClock Timer systemTimer IdGenerator createUlidGenerator PriceSource Quote QuoteRequest RateSource RateQuote RateRequest FeeSchedule FeeRequest
    GivenFeeTerms FeeBounds SpreadRequest percentageFee Cache`,
  'what keeps the figures up': 'runAnalytics RunAnalytics',
  'what stands before a source of prices or before the reads, and keeps their answers':
    'cachedPrices CachedPricesOptions cachedReads CachedReadsOptions CachedOrderfolio',
  'amounts, and the arithmetic of a caller who has to round':
    'Decimal DecimalInput isDecimal ZERO ROUND_DOWN ROUND_HALF_UP ROUND_UP Currency CURRENCY_SCALES DEFAULT_CURRENCY',
  'what happened, for those who act on it': `ChangeFeed FeedRequest FeedPage FeedShard FeedEvent FeedEventType consume ConsumeOptions Consumed
