export interface paths {
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Newest first: all of them, or those in a `status`. Or those whose username or e-mail begins with a text, in the order of it: `?usernamePrefix=ali`. At most one of the three.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Register
         * @description A customer with a balance of zero dollars.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get new tokens
         * @description The refresh token is used up: keep the one of the reply.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log out
         * @description Ends the login that the refresh token belongs to.
         */
        delete: operations["logout"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Ends all logins, this one among them.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your logins
         * @description Those that are open, the newest first. Device and address are as the client says.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all your logins
         * @description This one, too.
         */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{familyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your logins
         * @description Nothing happens where it has ended. Its access token lives on until it expires.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a user's password
         * @description Ends all logins and pauses of the user. Better let them ask for a new one: then only they know it. An erased account gets none.
         */
        put: operations["setPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the role of a user
         * @description Ends all logins of the user, so that the next tokens have the role. An erased account gets none.
         */
        put: operations["changeRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the pause of an account
         * @description And forget the refused logins before it.
         */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Whoever has this address gets a token there, good for one use and an hour. The reply is the same for every address.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password
         * @description With the token that was sent. Ends all logins.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a token to verify your address with
         * @description It is sent there. Nothing is sent where the address is verified.
         */
        post: operations["requestEmailVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/email-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an address
         * @description With the token that was sent there. The address is the account’s from now on.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your address
         * @description A token is sent to the new address. Nothing changes before it is verified.
         */
        put: operations["changeEmail"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read your account */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your account
         * @description Only the given fields change; null empties one.
         */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/v1/me/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read your balances
         * @description All of them: one for each currency.
         */
        get: operations["listBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deposit
         * @description Books at once, or with `status: "PENDING"` when an administrator completes it.
         */
        post: operations["deposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw
         * @description Books at once, or with `status: "PENDING"` holds the amount until an administrator settles it.
         */
        post: operations["withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Convert cash into another currency
         * @description At the rate of now, rounded down. The balance that it is paid into is opened where you have none.
         */
        post: operations["convert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read your statement
         * @description The cash ledger, newest first, with the balance after every row.
         */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a row of your statement */
        get: operations["getTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a row of a user's statement */
        get: operations["getTransactionOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/transactions/{transactionId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete a pending transaction
         * @description A deposit arrives, a withdrawal leaves. A transaction that has ended is 409, with the status that was found.
         */
        post: operations["completeTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/transactions/{transactionId}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fail a pending transaction
         * @description What a withdrawal held is available again. A transaction that has ended is 409, with the status that was found.
         */
        post: operations["failTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/transactions/{transactionId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a pending transaction off
         * @description What a withdrawal held is available again. A transaction that has ended is 409, with the status that was found.
         */
        post: operations["cancelTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the exchange rates
         * @description As they were set, those of the pairs that came last first.
         */
        get: operations["listRates"];
        put?: never;
        /**
         * Set an exchange rate
         * @description One unit of `base` is worth `rate` of `quote`. One that is older than the stored one changes nothing.
         */
        post: operations["setRate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rates/{base}/{quote}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the rate of two currencies
         * @description What one unit of `base` is worth in `quote` now, over the US dollar where no rate of the two is known.
         */
        get: operations["getRate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct a user's cash, or what the user holds of an asset
         * @description `amount` is of cash, `assetId` and `quantity` are of an asset. Positive adds, negative takes. A `ratio` instead of a quantity splits the holding: its cost stays.
         */
        post: operations["adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move an asset in or out without a trade
         * @description What comes in may say what it has cost, in US dollars: `costBasis`. What goes out takes its share of the cost.
         */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the catalogue
         * @description Newest first; with `active=true` only what can be traded.
         */
        get: operations["listAssets"];
        put?: never;
        /** Add an asset to the catalogue */
        post: operations["createAsset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assets/{assetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an asset
         * @description With the price that orders go by: the newer of the catalogue and the last price applied. `priceAt` is its time.
         */
        get: operations["getAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an asset
         * @description Only the given fields change; null empties one. `isActive` opens it for trading and closes it.
         */
        patch: operations["updateAsset"];
        trace?: never;
    };
    "/v1/assets/{assetId}/depth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the book of an asset
         * @description The limit orders that rest, added up by price: `levels` of each side, the best price first. It does not say whose they are.
         */
        get: operations["getDepth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply one price, or many
         * @description Fills the resting orders in the `currency` of a price that it reaches. An array of prices is applied in its order; what became of each is in `items`.
         */
        post: operations["applyPrices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your orders
         * @description Newest first. `status`, `assetId` and `open` filter the list, one at a time.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Place an order
         * @description A market order fills now. A limit order fills now or rests; every stop rests. Each is paid, and waits for prices, in its `currency`.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what an order would do now
         * @description What it would cost, hold and charge, and whether it would fill or rest. It stores and reserves nothing, so the order itself may do something else.
         */
        post: operations["previewOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/by-client-id/{clientOrderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the order with your own id */
        get: operations["getOrderByClientId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an order */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        /**
         * Cancel a resting order
         * @description What it held is available again. An order that has ended is 409, with the status that was found.
         */
        delete: operations["cancelOrder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a resting order
         * @description Cancels it and places the same with another quantity, limit or stop, in one step.
         */
        post: operations["replaceOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Value your portfolio
         * @description Cash, holdings and what they are worth now, in one currency: US dollars, unless another is asked for.
         */
        get: operations["getPortfolio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/portfolio/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your trades
         * @description The asset ledger, newest first, of one asset or of all.
         */
        get: operations["listTrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a user */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Erase a user
         * @description All that names the person is gone, for good, but the username; the ledgers stay as they are. Again, it changes nothing.
         */
        delete: operations["eraseUser"];
        options?: never;
        head?: never;
        /**
         * Change what is known of a user
         * @description Only the given fields change; null empties one.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/v1/users/{username}/portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Value a user's portfolio */
        get: operations["getPortfolioOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a user's orders */
        get: operations["listOrdersOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a user's statement */
        get: operations["listTransactionsOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add up a user's ledgers anew
         * @description Compares what is stored with what the ledgers add up to. Reads the whole history.
         */
        post: operations["reconcileUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how your account has done
         * @description What it was worth at the end of each day, and its returns, in US dollars. The days are in UTC, from `from` to `to`. The figures are as new as the last run of the analytics.
         */
        get: operations["getPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count your orders
         * @description Those that were placed in these days, of one asset or of all, as they stand now. The days are in UTC, from `from` to `to`. The figures are as new as the last run of the analytics.
         */
        get: operations["getOrderStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/volume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what was traded of an asset
         * @description The trades of all users, in US dollars. The days are in UTC, from `from` to `to`. The figures are as new as the last run of the analytics.
         */
        get: operations["getVolume"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/all-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the orders of a user, of an asset, or all */
        get: operations["getOrderStatisticsOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how a user's account has done */
        get: operations["getPerformanceOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens in your account
         * @description Server-sent events: the name of each is its type, and its `data` an `AccountEvent`. After a broken connection send the last `id` as `Last-Event-ID`: what has happened since is told, and that of the minute before once more, with the same `id` in its data. `MISSED` says that so much has happened that some is not told: read orders and statements anew. `END` says why the stream ends.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what happens in all accounts
         * @description Every event of the feed, each with its user. Told from the change feed of the store, which this process reads once for all subscribers. After a broken connection send the last `id` as `Last-Event-ID`: what has happened since is told, for as long as the feed keeps it, and some of it may come again with the same `id` in its data. `MISSED` says that some is not told. `END` says why the stream ends. CONFIGURATION_INVALID: the store keeps no feed.
         */
        get: operations["followEventsOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the prices that are applied
         * @description Each price of an asset in a currency as it is applied to the resting orders: of one asset, or of all. Told from the change feed of the store, which this process reads once for all subscribers. After a broken connection send the last `id` as `Last-Event-ID`: what has happened since is told, for as long as the feed keeps it, and some of it may come again with the same `id` in its data. `MISSED` says that some is not told. `END` says why the stream ends. CONFIGURATION_INVALID: the store keeps no feed.
         */
        get: operations["followPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a user
         * @description The logins end, and nothing of the account moves until it is reinstated. Again, it changes nothing.
         */
        post: operations["suspendUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reinstate a suspended user
         * @description The user may do everything again, and logs in anew. Again, it changes nothing.
         */
        post: operations["reinstateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consumers/{consumer}/parked-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events that a consumer has parked
         * @description Those that its handler kept failing at, and for a week those that were retried or dropped. `reason` is what the handler threw last. A name that no consumer has has none.
         */
        get: operations["listParkedEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consumers/{consumer}/parked-events/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up an event that a consumer has parked
         * @description Its handler never gets it. To hand it to the handler again, call `parkedEvents` where the handler is.
         */
        post: operations["dropParkedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{username}/verify-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a user's kept audit trail
         * @description Entry by entry: whether it is whole, or else the first that was changed, removed or inserted. Reads the whole trail. One that is not kept has no entries.
         */
        post: operations["verifyAuditTrail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive? */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the store answer? */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document as a page */
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of access tokens */
        get: operations["keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            retryable: boolean;
            requestId?: string;
        } & {
            [key: string]: unknown;
        };
        /** @enum {string} */
        Currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BOV" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHE" | "CHF" | "CHW" | "CLF" | "CLP" | "CNY" | "COP" | "COU" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MXV" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "USN" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
        /** @enum {string} */
        Role: "customer" | "admin";
        User: {
            username: string;
            /** Format: email */
            email: string;
            firstName: string;
            lastName: string;
            phone?: string;
            /** Format: date */
            dateOfBirth?: string;
            marketingEmailsConsent: boolean;
            metadata?: {
                [key: string]: string;
            };
            role: components["schemas"]["Role"];
            /**
             * @default ACTIVE
             * @enum {string}
             */
            status: "ACTIVE" | "SUSPENDED" | "ERASED";
            /** Format: date-time */
            emailVerifiedAt?: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Balance: {
            username: string;
            currency: components["schemas"]["Currency"];
            /** Format: decimal */
            available: string;
            /** Format: decimal */
            held: string;
            /** Format: decimal */
            currentBalance: string;
            /** Format: decimal */
            totalDeposits: string;
            /** Format: decimal */
            totalWithdrawals: string;
            /** @default 0 */
            sequence: number;
            lastId?: string;
            /** @constant */
            suspended?: true;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        BalanceTransaction: {
            username: string;
            transactionId: string;
            /** @enum {string} */
            type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
            /** Format: decimal */
            amount: string;
            currency: components["schemas"]["Currency"];
            /** @enum {string} */
            status: "PENDING" | "COMPLETED" | "FAILED" | "CANCELLED";
            description: string;
            referenceId?: string;
            /** Format: decimal */
            fee?: string;
            /** Format: decimal */
            rate?: string;
            metadata?: {
                [key: string]: string;
            };
            /** Format: decimal */
            balanceAfter: string;
            balanceSequence?: number;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Asset: {
            assetId: string;
            name: string;
            description?: string;
            category: string;
            symbol?: string;
            image?: string;
            marketData?: {
                /** Format: decimal */
                marketCap?: string;
                marketCapRank?: number;
                /** Format: decimal */
                high24h?: string;
                /** Format: decimal */
                low24h?: string;
                /** Format: decimal */
                totalVolume24h?: string;
                /** Format: decimal */
                priceChange24h?: string;
                /** Format: decimal */
                priceChangePercentage24h?: string;
                /** Format: decimal */
                priceChangePercentage7d?: string;
                /** Format: decimal */
                priceChangePercentage30d?: string;
                /** Format: decimal */
                circulatingSupply?: string;
                /** Format: decimal */
                totalSupply?: string;
                /** Format: decimal */
                maxSupply?: string;
                /** Format: decimal */
                allTimeHigh?: string;
                /** Format: date-time */
                allTimeHighAt?: string;
                /** Format: decimal */
                allTimeLow?: string;
                /** Format: date-time */
                allTimeLowAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            };
            /** Format: decimal */
            amount: string;
            /** Format: decimal */
            priceUsd: string;
            isActive: boolean;
            quantityScale: number;
            /** Format: decimal */
            minQuantity?: string;
            /** Format: date-time */
            priceAt?: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        AssetTransaction: {
            username: string;
            transactionId: string;
            assetId: string;
            /** @enum {string} */
            type: "BUY" | "SELL" | "TRANSFER_IN" | "TRANSFER_OUT" | "ADJUSTMENT";
            /** Format: decimal */
            quantity: string;
            /** @default USD */
            currency: components["schemas"]["Currency"];
            /** Format: decimal */
            rate?: string;
            /** Format: decimal */
            price: string;
            /** Format: decimal */
            totalAmount: string;
            /** Format: decimal */
            fee?: string;
            /** Format: decimal */
            costBasis?: string;
            /** Format: decimal */
            costBasisAfter?: string;
            /** Format: decimal */
            realisedProfit?: string;
            /** Format: decimal */
            ratio?: string;
            /** @enum {string} */
            status: "PENDING" | "COMPLETED" | "FAILED";
            orderId?: string;
            /** Format: decimal */
            quantityAfter?: string;
            holdingSequence?: number;
            description?: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Order: {
            username: string;
            orderId: string;
            clientOrderId?: string;
            /** @enum {string} */
            orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
            /** @enum {string} */
            side: "BUY" | "SELL";
            /** @enum {string} */
            status: "PENDING" | "CONFIRMED" | "QUEUED" | "TRIGGERED" | "PROCESSING" | "COMPLETED" | "CANCELLED" | "FAILED" | "EXPIRED";
            assetId: string;
            /** @default USD */
            currency: components["schemas"]["Currency"];
            /** Format: decimal */
            quantity: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD" | "IOC" | "FOK";
            /** Format: decimal */
            limitPrice?: string;
            /** Format: decimal */
            stopPrice?: string;
            /** Format: decimal */
            trailAmount?: string;
            /** Format: decimal */
            trailPercent?: string;
            /** Format: decimal */
            highWaterMark?: string;
            trailingGroupId?: string;
            seenTick?: number;
            /** Format: decimal */
            executionPrice?: string;
            /** Format: decimal */
            totalAmount?: string;
            feeTerms?: {
                /** Format: decimal */
                rate: string;
                /** Format: decimal */
                minimum?: string;
                /** Format: decimal */
                maximum?: string;
            };
            /** Format: decimal */
            fee?: string;
            /** Format: decimal */
            heldAmount?: string;
            /** Format: date-time */
            expiresAt?: string;
            /** Format: date-time */
            triggeredAt?: string;
            statusReason?: string;
            metadata?: {
                [key: string]: string;
            };
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        PriceOutcome: {
            applied: boolean;
            filled: components["schemas"]["Order"][];
            failed: components["schemas"]["Order"][];
            expired: components["schemas"]["Order"][];
            skipped: {
                username?: string;
                orderId?: string;
                trailingGroupId?: string;
                problem: components["schemas"]["Problem"];
            }[];
        };
        Registered: {
            user: components["schemas"]["User"];
        };
        Session: {
            accessToken: string;
            /** Format: date-time */
            accessTokenExpiresAt: string;
            refreshToken: string;
            /** Format: date-time */
            refreshTokenExpiresAt: string;
            deviceToken?: string;
            user: components["schemas"]["User"];
        };
        Sessions: {
            items: {
                familyId: string;
                deviceLabel?: string;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                lastUsedAt: string;
                lastAddress?: string;
                /** Format: date-time */
                expiresAt: string;
            }[];
        };
        Account: {
            username: string;
            /** Format: email */
            email: string;
            firstName: string;
            lastName: string;
            phone?: string;
            /** Format: date */
            dateOfBirth?: string;
            marketingEmailsConsent: boolean;
            metadata?: {
                [key: string]: string;
            };
            role: components["schemas"]["Role"];
            /**
             * @default ACTIVE
             * @enum {string}
             */
            status: "ACTIVE" | "SUSPENDED" | "ERASED";
            /** Format: date-time */
            emailVerifiedAt?: string;
            /** Format: date-time */
            statusAt?: string;
            statusBy?: string;
            statusReason?: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Balances: {
            items: components["schemas"]["Balance"][];
        };
        CashMovement: {
            transaction: components["schemas"]["BalanceTransaction"];
            balance: components["schemas"]["Balance"];
            replayed: boolean;
        };
        Conversion: {
            paid: components["schemas"]["Settlement"];
            received: components["schemas"]["Settlement"];
            replayed: boolean;
        };
        BalanceTransactionPage: {
            items: components["schemas"]["BalanceTransaction"][];
            nextCursor?: string;
        };
        Settlement: {
            transaction: components["schemas"]["BalanceTransaction"];
            balance: components["schemas"]["Balance"];
        };
        RatePage: {
            items: components["schemas"]["Rate"][];
            nextCursor?: string;
        };
        ExchangeRate: {
            base: components["schemas"]["Currency"];
            quote: components["schemas"]["Currency"];
            /** Format: decimal */
            rate: string;
            /** Format: date-time */
            at: string;
        };
        Rate: {
            pair: string;
            base: components["schemas"]["Currency"];
            quote: components["schemas"]["Currency"];
            /** Format: decimal */
            rate: string;
            /** Format: date-time */
            at: string;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Adjusted: components["schemas"]["CashMovement"] | components["schemas"]["AssetMovement"];
        AssetMovement: {
            assetTransaction: components["schemas"]["AssetTransaction"];
            assetBalance: {
                username: string;
                assetId: string;
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                costBasis?: string;
                /** @default 0 */
                sequence: number;
                lastId?: string;
                version: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
            };
            replayed: boolean;
        };
        AssetPage: {
            items: components["schemas"]["Asset"][];
            nextCursor?: string;
        };
        Depth: {
            assetId: string;
            currency: components["schemas"]["Currency"];
            /** Format: decimal */
            lastPrice?: string;
            bids: {
                /** Format: decimal */
                price: string;
                /** Format: decimal */
                quantity: string;
                orders: number;
            }[];
            asks: {
                /** Format: decimal */
                price: string;
                /** Format: decimal */
                quantity: string;
                orders: number;
            }[];
            isComplete: boolean;
        };
        PriceOutcomes: components["schemas"]["PriceOutcome"] | {
            items: {
                assetId: string;
                outcome?: components["schemas"]["PriceOutcome"];
                problem?: components["schemas"]["Problem"];
            }[];
        };
        PlacedOrder: {
            order: components["schemas"]["Order"];
            balance: components["schemas"]["Balance"];
            transaction?: components["schemas"]["BalanceTransaction"];
            assetBalance?: {
                username: string;
                assetId: string;
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                costBasis?: string;
                /** @default 0 */
                sequence: number;
                lastId?: string;
                version: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
            };
            assetTransaction?: components["schemas"]["AssetTransaction"];
            replayed: boolean;
        };
        OrderPreview: {
            order: {
                username: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                /** @enum {string} */
                status: "PENDING" | "CONFIRMED" | "QUEUED" | "TRIGGERED" | "PROCESSING" | "COMPLETED" | "CANCELLED" | "FAILED" | "EXPIRED";
                assetId: string;
                /** @default USD */
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                /** @enum {string} */
                timeInForce?: "GTC" | "GTD" | "IOC" | "FOK";
                /** Format: decimal */
                limitPrice?: string;
                /** Format: decimal */
                stopPrice?: string;
                /** Format: decimal */
                trailAmount?: string;
                /** Format: decimal */
                trailPercent?: string;
                /** Format: decimal */
                highWaterMark?: string;
                trailingGroupId?: string;
                /** Format: decimal */
                executionPrice?: string;
                /** Format: decimal */
                totalAmount?: string;
                feeTerms?: {
                    /** Format: decimal */
                    rate: string;
                    /** Format: decimal */
                    minimum?: string;
                    /** Format: decimal */
                    maximum?: string;
                };
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                heldAmount?: string;
                /** Format: date-time */
                expiresAt?: string;
                /** Format: date-time */
                triggeredAt?: string;
                statusReason?: string;
                metadata?: {
                    [key: string]: string;
                };
            };
            balance: {
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
            };
            assetBalance?: {
                assetId: string;
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
            };
        };
        OrderPage: {
            items: components["schemas"]["Order"][];
            nextCursor?: string;
        };
        ReplacedOrder: {
            order: components["schemas"]["Order"];
            balance: components["schemas"]["Balance"];
            transaction?: components["schemas"]["BalanceTransaction"];
            assetBalance?: {
                username: string;
                assetId: string;
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                costBasis?: string;
                /** @default 0 */
                sequence: number;
                lastId?: string;
                version: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
            };
            assetTransaction?: components["schemas"]["AssetTransaction"];
            replaced: components["schemas"]["Order"];
            replayed: boolean;
        };
        EndedOrder: {
            order: components["schemas"]["Order"];
            transaction?: components["schemas"]["BalanceTransaction"];
            assetBalance?: {
                username: string;
                assetId: string;
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                costBasis?: string;
                /** @default 0 */
                sequence: number;
                lastId?: string;
                version: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
            };
            balance?: components["schemas"]["Balance"];
        };
        Portfolio: {
            username: string;
            currency: components["schemas"]["Currency"];
            /** Format: decimal */
            usdBalance: string;
            cash: {
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
                /** Format: decimal */
                currentBalance: string;
                /** Format: decimal */
                rate?: string;
                /** Format: decimal */
                value?: string;
            }[];
            /** Format: decimal */
            totalCashValue: string;
            assetBalances: {
                assetId: string;
                /** Format: decimal */
                available: string;
                /** Format: decimal */
                held: string;
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                price?: string;
                /** Format: decimal */
                rate?: string;
                /** Format: decimal */
                value?: string;
                /** Format: decimal */
                costBasis?: string;
                /** Format: decimal */
                averagePrice?: string;
                /** Format: decimal */
                unrealisedProfit?: string;
            }[];
            /** Format: decimal */
            totalAssetValue: string;
            /** Format: decimal */
            totalPortfolioValue: string;
            unpriced: string[];
        };
        AssetTransactionPage: {
            items: components["schemas"]["AssetTransaction"][];
            nextCursor?: string;
        };
        Reconciliation: {
            username: string;
            reconciled: boolean;
            differences: ({
                /** @constant */
                kind: "VALUE";
                /** @enum {string} */
                rule: "READABLE" | "INDEXES" | "TOTALS" | "CHAIN" | "STAMPS" | "HOLDS" | "FILLS" | "CONVERSIONS" | "TERMS" | "PRICES" | "RECEIPTS" | "STATUS";
                entity: string;
                id: string;
                field: string;
                expected?: string;
                stored?: string;
            } | {
                /** @constant */
                kind: "UNREADABLE";
                /** @enum {string} */
                rule: "READABLE" | "INDEXES" | "TOTALS" | "CHAIN" | "STAMPS" | "HOLDS" | "FILLS" | "CONVERSIONS" | "TERMS" | "PRICES" | "RECEIPTS" | "STATUS";
                entity: string;
                id: string;
                reason: string;
            } | {
                /** @constant */
                kind: "MISPLACED";
                /** @enum {string} */
                rule: "READABLE" | "INDEXES" | "TOTALS" | "CHAIN" | "STAMPS" | "HOLDS" | "FILLS" | "CONVERSIONS" | "TERMS" | "PRICES" | "RECEIPTS" | "STATUS";
                entity: string;
                id: string;
                reason: string;
            } | {
                /** @constant */
                kind: "MISSING";
                /** @enum {string} */
                rule: "READABLE" | "INDEXES" | "TOTALS" | "CHAIN" | "STAMPS" | "HOLDS" | "FILLS" | "CONVERSIONS" | "TERMS" | "PRICES" | "RECEIPTS" | "STATUS";
                entity: string;
                id: string;
            } | {
                /** @constant */
                kind: "UNEXPECTED";
                /** @enum {string} */
                rule: "READABLE" | "INDEXES" | "TOTALS" | "CHAIN" | "STAMPS" | "HOLDS" | "FILLS" | "CONVERSIONS" | "TERMS" | "PRICES" | "RECEIPTS" | "STATUS";
                entity: string;
                id: string;
            } | {
                /** @constant */
                kind: "GAP";
                /** @enum {string} */
                rule: "READABLE" | "INDEXES" | "TOTALS" | "CHAIN" | "STAMPS" | "HOLDS" | "FILLS" | "CONVERSIONS" | "TERMS" | "PRICES" | "RECEIPTS" | "STATUS";
                entity: string;
                id: string;
                first: number;
                last: number;
            })[];
            rows: number;
        };
        Performance: {
            days: {
                /** Format: date */
                date: string;
                isOpen: boolean;
                /** Format: decimal */
                value: string;
                /** Format: decimal */
                netDeposits: string;
            }[];
            /** Format: decimal */
            timeWeightedReturn?: string;
            /** Format: decimal */
            moneyWeightedReturn?: string;
            /** Format: decimal */
            maxDrawdown: string;
            /** Format: decimal */
            realisedProfit: string;
            /** Format: decimal */
            unrealisedProfit?: string;
            /** Format: decimal */
            fees: string;
            unpriced: string[];
        };
        OrderStatistics: {
            total: number;
            byStatus: {
                [key: string]: number;
            };
            byType: {
                [key: string]: number;
            };
            /** Format: decimal */
            filledNotional: string;
        };
        Volume: {
            days: {
                /** Format: date */
                date: string;
                isOpen: boolean;
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                notional: string;
                trades: number;
            }[];
        };
        AccountEvent: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_PLACED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                /** @enum {string} */
                timeInForce?: "GTC" | "GTD" | "IOC" | "FOK";
                /** Format: decimal */
                limitPrice?: string;
                /** Format: decimal */
                stopPrice?: string;
                /** Format: decimal */
                trailAmount?: string;
                /** Format: decimal */
                trailPercent?: string;
                /** Format: date-time */
                expiresAt?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_FILLED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                executionPrice?: string;
                /** Format: decimal */
                totalAmount?: string;
                /** Format: decimal */
                fee?: string;
                /** Format: date-time */
                triggeredAt?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_CANCELLED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                reason?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_EXPIRED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                reason?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_FAILED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                reason?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "CASH_MOVED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                /** @enum {string} */
                type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
                /** Format: decimal */
                amount: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                rate?: string;
                orderId?: string;
                conversionId?: string;
                /** Format: decimal */
                balanceAfter: string;
                balanceSequence?: number;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "CASH_PENDING";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                /** @enum {string} */
                type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
                /** Format: decimal */
                amount: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                rate?: string;
                orderId?: string;
                conversionId?: string;
                /** Format: decimal */
                balanceAfter: string;
                balanceSequence?: number;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "CASH_SETTLED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                /** @enum {string} */
                type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
                /** Format: decimal */
                amount: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                rate?: string;
                orderId?: string;
                conversionId?: string;
                /** Format: decimal */
                balanceAfter: string;
                balanceSequence?: number;
                /** @enum {string} */
                status: "COMPLETED" | "FAILED" | "CANCELLED";
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ASSET_MOVED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                assetId: string;
                /** @enum {string} */
                type: "BUY" | "SELL" | "TRANSFER_IN" | "TRANSFER_OUT" | "ADJUSTMENT";
                /** Format: decimal */
                quantity: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                rate?: string;
                /** Format: decimal */
                price: string;
                /** Format: decimal */
                totalAmount: string;
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                costBasis?: string;
                /** Format: decimal */
                costBasisAfter?: string;
                /** Format: decimal */
                realisedProfit?: string;
                /** Format: decimal */
                ratio?: string;
                orderId?: string;
                /** Format: decimal */
                quantityAfter?: string;
                holdingSequence?: number;
            };
        };
        FeedEvent: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_PLACED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                /** @enum {string} */
                timeInForce?: "GTC" | "GTD" | "IOC" | "FOK";
                /** Format: decimal */
                limitPrice?: string;
                /** Format: decimal */
                stopPrice?: string;
                /** Format: decimal */
                trailAmount?: string;
                /** Format: decimal */
                trailPercent?: string;
                /** Format: date-time */
                expiresAt?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_FILLED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                /** Format: decimal */
                executionPrice?: string;
                /** Format: decimal */
                totalAmount?: string;
                /** Format: decimal */
                fee?: string;
                /** Format: date-time */
                triggeredAt?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_CANCELLED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                reason?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_EXPIRED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                reason?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ORDER_FAILED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                orderId: string;
                clientOrderId?: string;
                /** @enum {string} */
                orderType: "MARKET_BUY" | "MARKET_SELL" | "LIMIT_BUY" | "LIMIT_SELL" | "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL" | "TRAILING_STOP_SELL";
                /** @enum {string} */
                side: "BUY" | "SELL";
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                quantity: string;
                reason?: string;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "CASH_MOVED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                /** @enum {string} */
                type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
                /** Format: decimal */
                amount: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                rate?: string;
                orderId?: string;
                conversionId?: string;
                /** Format: decimal */
                balanceAfter: string;
                balanceSequence?: number;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "CASH_PENDING";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                /** @enum {string} */
                type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
                /** Format: decimal */
                amount: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                rate?: string;
                orderId?: string;
                conversionId?: string;
                /** Format: decimal */
                balanceAfter: string;
                balanceSequence?: number;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "CASH_SETTLED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                /** @enum {string} */
                type: "DEPOSIT" | "WITHDRAW" | "ORDER_PAYMENT" | "ORDER_SALE" | "ORDER_HOLD" | "ORDER_REFUND" | "CONVERSION" | "SYSTEM_ADJUSTMENT";
                /** Format: decimal */
                amount: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                rate?: string;
                orderId?: string;
                conversionId?: string;
                /** Format: decimal */
                balanceAfter: string;
                balanceSequence?: number;
                /** @enum {string} */
                status: "COMPLETED" | "FAILED" | "CANCELLED";
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ASSET_MOVED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                transactionId: string;
                assetId: string;
                /** @enum {string} */
                type: "BUY" | "SELL" | "TRANSFER_IN" | "TRANSFER_OUT" | "ADJUSTMENT";
                /** Format: decimal */
                quantity: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                rate?: string;
                /** Format: decimal */
                price: string;
                /** Format: decimal */
                totalAmount: string;
                /** Format: decimal */
                fee?: string;
                /** Format: decimal */
                costBasis?: string;
                /** Format: decimal */
                costBasisAfter?: string;
                /** Format: decimal */
                realisedProfit?: string;
                /** Format: decimal */
                ratio?: string;
                orderId?: string;
                /** Format: decimal */
                quantityAfter?: string;
                holdingSequence?: number;
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "USER_CREATED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                role: components["schemas"]["Role"];
                /** @enum {string} */
                status: "ACTIVE" | "SUSPENDED" | "ERASED";
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "USER_CHANGED";
            username: string;
            data: {
                /** @constant */
                schema: 1;
                role: components["schemas"]["Role"];
                /** @enum {string} */
                status: "ACTIVE" | "SUSPENDED" | "ERASED";
                fields: string[];
            };
        } | {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "ASSET_CHANGED";
            data: {
                /** @constant */
                schema: 1;
                assetId: string;
                name: string;
                isActive: boolean;
                /** Format: decimal */
                priceUsd: string;
                isNew: boolean;
                fields: string[];
            };
        } | components["schemas"]["PriceApplied"];
        PriceApplied: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @constant */
            type: "PRICE_APPLIED";
            data: {
                /** @constant */
                schema: 1;
                assetId: string;
                currency: components["schemas"]["Currency"];
                /** Format: decimal */
                price: string;
                /** Format: date-time */
                pricedAt: string;
                sequence?: number;
            };
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            nextCursor?: string;
        };
        ParkedEventPage: {
            items: {
                event: components["schemas"]["FeedEvent"];
                shard: string;
                reason: string;
                /** Format: date-time */
                parkedAt: string;
                /** @enum {string} */
                status: "PARKED" | "RETRIED" | "DROPPED";
            }[];
            nextCursor?: string;
        };
        AuditVerdict: {
            username: string;
            /** @constant */
            ok: true;
            entries: number;
        } | {
            username: string;
            /** @constant */
            ok: false;
            sequence: number;
            /** @enum {string} */
            fault: "CHANGED" | "REMOVED" | "INSERTED" | "UNKNOWN_KEY" | "NO_KEY";
        };
        Register: {
            username: string;
            /** Format: email */
            email: string;
            firstName: string;
            lastName: string;
            phone?: string;
            /** Format: date */
            dateOfBirth?: string;
            /** @default false */
            marketingEmailsConsent?: boolean;
            password: string;
        };
        Login: {
            username: string;
            password: string;
            deviceToken?: string;
            deviceLabel?: string;
        };
        RefreshToken: {
            refreshToken: string;
        };
        ChangePassword: {
            currentPassword: string;
            newPassword: string;
        };
        SetPassword: {
            newPassword: string;
        };
        ChangeRole: {
            role: components["schemas"]["Role"];
        };
        RequestPasswordReset: {
            /** Format: email */
            email: string;
        };
        ResetPassword: {
            token: string;
            newPassword: string;
        };
        VerifyEmail: {
            token: string;
        };
        ChangeEmail: {
            currentPassword: string;
            /** Format: email */
            newEmail: string;
        };
        UpdateProfile: {
            firstName?: string;
            lastName?: string;
            phone?: string | null;
            dateOfBirth?: string | null;
            marketingEmailsConsent?: boolean;
        };
        Deposit: {
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            description?: string;
            referenceId?: string;
            metadata?: {
                [key: string]: string;
            };
            idempotencyKey?: string;
            /** Format: decimal */
            amount: string;
            /**
             * @default COMPLETED
             * @enum {string}
             */
            status?: "COMPLETED" | "PENDING";
        };
        Withdrawal: {
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            description?: string;
            referenceId?: string;
            metadata?: {
                [key: string]: string;
            };
            idempotencyKey?: string;
            /** Format: decimal */
            amount: string;
            /**
             * @default COMPLETED
             * @enum {string}
             */
            status?: "COMPLETED" | "PENDING";
        };
        Convert: {
            from: components["schemas"]["Currency"];
            to: components["schemas"]["Currency"];
            /** Format: decimal */
            amount: string;
            description?: string;
            metadata?: {
                [key: string]: string;
            };
            idempotencyKey?: string;
        };
        SetRate: {
            base: components["schemas"]["Currency"];
            quote: components["schemas"]["Currency"];
            /** Format: decimal */
            rate: string;
            /** Format: date-time */
            at?: string;
        };
        Adjust: {
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            description?: string;
            referenceId?: string;
            metadata?: {
                [key: string]: string;
            };
            idempotencyKey?: string;
            /** Format: decimal */
            amount: string;
        } | {
            assetId: string;
            description?: string;
            idempotencyKey?: string;
            /** Format: decimal */
            quantity?: string;
            /** Format: decimal */
            ratio?: string;
        };
        Transfer: {
            assetId: string;
            description?: string;
            idempotencyKey?: string;
            /** Format: decimal */
            quantity: string;
            /** Format: decimal */
            costBasis?: string;
            /** @enum {string} */
            type: "TRANSFER_IN" | "TRANSFER_OUT";
        };
        CreateAsset: {
            assetId: string;
            name: string;
            description?: string;
            category: string;
            symbol?: string;
            image?: string;
            marketData?: {
                /** Format: decimal */
                marketCap?: string;
                marketCapRank?: number;
                /** Format: decimal */
                high24h?: string;
                /** Format: decimal */
                low24h?: string;
                /** Format: decimal */
                totalVolume24h?: string;
                /** Format: decimal */
                priceChange24h?: string;
                /** Format: decimal */
                priceChangePercentage24h?: string;
                /** Format: decimal */
                priceChangePercentage7d?: string;
                /** Format: decimal */
                priceChangePercentage30d?: string;
                /** Format: decimal */
                circulatingSupply?: string;
                /** Format: decimal */
                totalSupply?: string;
                /** Format: decimal */
                maxSupply?: string;
                /** Format: decimal */
                allTimeHigh?: string;
                /** Format: date-time */
                allTimeHighAt?: string;
                /** Format: decimal */
                allTimeLow?: string;
                /** Format: date-time */
                allTimeLowAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            };
            /**
             * Format: decimal
             * @default 0
             */
            amount?: string;
            /** Format: decimal */
            priceUsd: string;
            /** @default true */
            isActive?: boolean;
            /** @default 8 */
            quantityScale?: number;
            /** Format: decimal */
            minQuantity?: string;
        };
        UpdateAsset: {
            name?: string;
            description?: string | null;
            category?: string;
            symbol?: string | null;
            image?: string | null;
            marketData?: {
                /** Format: decimal */
                marketCap?: string;
                marketCapRank?: number;
                /** Format: decimal */
                high24h?: string;
                /** Format: decimal */
                low24h?: string;
                /** Format: decimal */
                totalVolume24h?: string;
                /** Format: decimal */
                priceChange24h?: string;
                /** Format: decimal */
                priceChangePercentage24h?: string;
                /** Format: decimal */
                priceChangePercentage7d?: string;
                /** Format: decimal */
                priceChangePercentage30d?: string;
                /** Format: decimal */
                circulatingSupply?: string;
                /** Format: decimal */
                totalSupply?: string;
                /** Format: decimal */
                maxSupply?: string;
                /** Format: decimal */
                allTimeHigh?: string;
                /** Format: date-time */
                allTimeHighAt?: string;
                /** Format: decimal */
                allTimeLow?: string;
                /** Format: date-time */
                allTimeLowAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            } | null;
            /** Format: decimal */
            amount?: string;
            /** Format: decimal */
            priceUsd?: string;
            isActive?: boolean;
            quantityScale?: number;
            minQuantity?: string | null;
        };
        Prices: {
            assetId: string;
            /** Format: decimal */
            price: string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: date-time */
            at?: string;
            sequence?: number;
        } | {
            assetId: string;
            /** Format: decimal */
            price: string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: date-time */
            at?: string;
            sequence?: number;
        }[];
        PlaceOrder: {
            /** @enum {string} */
            orderType: "MARKET_BUY" | "MARKET_SELL";
            assetId: string;
            quantity?: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            amount?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        } | {
            /** @enum {string} */
            orderType: "LIMIT_BUY" | "LIMIT_SELL";
            assetId: string;
            quantity: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            limitPrice: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD" | "IOC" | "FOK";
            /** Format: date-time */
            expiresAt?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        } | {
            /** @enum {string} */
            orderType: "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL";
            assetId: string;
            quantity: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            stopPrice: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD";
            /** Format: date-time */
            expiresAt?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        } | {
            /** @constant */
            orderType: "TRAILING_STOP_SELL";
            assetId: string;
            quantity: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            trailAmount?: string;
            /** Format: decimal */
            trailPercent?: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD";
            /** Format: date-time */
            expiresAt?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        };
        PreviewOrder: {
            /** @enum {string} */
            orderType: "MARKET_BUY" | "MARKET_SELL";
            assetId: string;
            quantity?: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            amount?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        } | {
            /** @enum {string} */
            orderType: "LIMIT_BUY" | "LIMIT_SELL";
            assetId: string;
            quantity: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            limitPrice: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD" | "IOC" | "FOK";
            /** Format: date-time */
            expiresAt?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        } | {
            /** @enum {string} */
            orderType: "STOP_LOSS_SELL" | "TAKE_PROFIT_SELL";
            assetId: string;
            quantity: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            stopPrice: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD";
            /** Format: date-time */
            expiresAt?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        } | {
            /** @constant */
            orderType: "TRAILING_STOP_SELL";
            assetId: string;
            quantity: "ALL" | string;
            /** @default USD */
            currency?: components["schemas"]["Currency"];
            /** Format: decimal */
            trailAmount?: string;
            /** Format: decimal */
            trailPercent?: string;
            /** @enum {string} */
            timeInForce?: "GTC" | "GTD";
            /** Format: date-time */
            expiresAt?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        };
        ReplaceOrder: {
            /** Format: decimal */
            quantity?: string;
            /** Format: decimal */
            limitPrice?: string;
            /** Format: decimal */
            stopPrice?: string;
            clientOrderId?: string;
            metadata?: {
                [key: string]: string;
            };
        };
        UpdateUser: {
            /** Format: email */
            email?: string;
            firstName?: string;
            lastName?: string;
            phone?: string | null;
            dateOfBirth?: string | null;
            marketingEmailsConsent?: boolean;
            metadata?: {
                [key: string]: string;
            } | null;
        };
        ChangeStatus: {
            reason?: string;
        };
        DropEvent: {
            eventId: string;
        };
        AccessDeniedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ACCESS_DENIED";
            /** @constant */
            status?: 403;
            /** @example alice_01 */
            username: string;
            /** @example ROLE_REQUIRED */
            reason: string;
            /**
             * @example [
             *       "admin"
             *     ]
             */
            required: components["schemas"]["Role"][];
        };
        AccountSuspendedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ACCOUNT_SUSPENDED";
            /** @constant */
            status?: 403;
            /** @example alice_01 */
            username: string;
        };
        AlreadyExistsProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ALREADY_EXISTS";
            /** @constant */
            status?: 409;
            /** @example user */
            entity: string;
            /** @example username */
            field: string;
            /** @example alice_01 */
            value: string;
        };
        AssetBalanceNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ASSET_BALANCE_NOT_FOUND";
            /** @constant */
            status?: 404;
            /** @example alice_01 */
            username: string;
            /** @example BTC */
            assetId: string;
        };
        AssetInactiveProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ASSET_INACTIVE";
            /** @constant */
            status?: 422;
            /** @example BTC */
            assetId: string;
        };
        AssetNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ASSET_NOT_FOUND";
            /** @constant */
            status?: 404;
            /** @example BTC */
            assetId: string;
        };
        BalanceNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "BALANCE_NOT_FOUND";
            /** @constant */
            status?: 404;
            /** @example alice_01 */
            username: string;
            /** @example USD */
            currency: string;
        };
        BodyTooLargeProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "BODY_TOO_LARGE";
            /** @constant */
            status?: 413;
            /** @example 65536 */
            limitBytes: number;
        };
        ConcurrencyConflictProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "CONCURRENCY_CONFLICT";
            /** @constant */
            status?: 503;
            /** @example balance */
            entity: string;
        };
        ConfigurationInvalidProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "CONFIGURATION_INVALID";
            /** @constant */
            status?: 500;
        };
        DeadlineExceededProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "DEADLINE_EXCEEDED";
            /** @constant */
            status?: 504;
        };
        HeadersTooLargeProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "HEADERS_TOO_LARGE";
            /** @constant */
            status?: 431;
        };
        IdempotencyConflictProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "IDEMPOTENCY_CONFLICT";
            /** @constant */
            status?: 409;
            /** @example alice_01 */
            username: string;
            /** @example idempotencyKey */
            field: string;
            /** @example key-1 */
            key: string;
            /** @example 2026-03-02T09:30:00.000Z */
            firstUsedAt: string;
        };
        InsufficientAssetBalanceProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "INSUFFICIENT_ASSET_BALANCE";
            /** @constant */
            status?: 422;
            /** @example alice_01 */
            username: string;
            /** @example BTC */
            assetId: string;
            /**
             * Format: decimal
             * @example 0.5
             */
            required: string;
            /**
             * Format: decimal
             * @example 0.1
             */
            available: string;
        };
        InsufficientBalanceProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "INSUFFICIENT_BALANCE";
            /** @constant */
            status?: 422;
            /** @example alice_01 */
            username: string;
            /** @example USD */
            currency: string;
            /**
             * Format: decimal
             * @example 500.00
             */
            required: string;
            /**
             * Format: decimal
             * @example 120.50
             */
            available: string;
        };
        InvalidCredentialsProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "INVALID_CREDENTIALS";
            /** @constant */
            status?: 401;
        };
        InvalidCursorProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "INVALID_CURSOR";
            /** @constant */
            status?: 400;
        };
        InvalidOrderTransitionProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "INVALID_ORDER_TRANSITION";
            /** @constant */
            status?: 409;
            /** @example 01JGFJJZ00000G40R40M30E209 */
            orderId: string;
            /** @example COMPLETED */
            from: string;
            /** @example CANCELLED */
            to: string;
        };
        InvalidTransactionTransitionProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "INVALID_TRANSACTION_TRANSITION";
            /** @constant */
            status?: 409;
            /** @example 01JGFJJZ00000G40R40M30E209 */
            transactionId: string;
            /** @example COMPLETED */
            from: string;
            /** @example CANCELLED */
            to: string;
        };
        LockLostProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "LOCK_LOST";
            /** @constant */
            status?: 503;
            /** @example alice_01 */
            username: string;
            /** @example 7 */
            fence: number;
        };
        LockNotAcquiredProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "LOCK_NOT_ACQUIRED";
            /** @constant */
            status?: 503;
            /** @example alice_01 */
            username: string;
            /** @example rebalance */
            operation: string;
            /** @example 8400 */
            waitMs: number;
        };
        MediaTypeUnsupportedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "MEDIA_TYPE_UNSUPPORTED";
            /** @constant */
            status?: 415;
        };
        MethodNotAllowedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "METHOD_NOT_ALLOWED";
            /** @constant */
            status?: 405;
            /**
             * @example [
             *       "GET"
             *     ]
             */
            allowed: string[];
        };
        OrderNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ORDER_NOT_FOUND";
            /** @constant */
            status?: 404;
            /** @example alice_01 */
            username: string;
            /** @example 01JGFJJZ00000G40R40M30E209 */
            orderId?: string;
            /** @example order-1 */
            clientOrderId?: string;
        };
        OutcomeUnknownProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "OUTCOME_UNKNOWN";
            /** @constant */
            status?: 504;
            /** @example 01JGFJJZ00000G40R40M30E209 */
            token: string;
        };
        PriceUnavailableProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "PRICE_UNAVAILABLE";
            /** @constant */
            status?: 503;
            /** @example BTC */
            assetId: string;
            quotedAt?: string;
        };
        RateLimitedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "RATE_LIMITED";
            /** @constant */
            status?: 429;
            /** @example 8400 */
            retryAfterMs: number;
        };
        RateUnavailableProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "RATE_UNAVAILABLE";
            /** @constant */
            status?: 503;
            /** @example EUR */
            base: string;
            /** @example USD */
            quote: string;
            quotedAt?: string;
        };
        RequestMalformedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "REQUEST_MALFORMED";
            /** @constant */
            status?: 400;
        };
        RequestTimeoutProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "REQUEST_TIMEOUT";
            /** @constant */
            status?: 408;
        };
        RouteNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "ROUTE_NOT_FOUND";
            /** @constant */
            status?: 404;
        };
        StorageFailedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "STORAGE_FAILED";
            /** @constant */
            status?: 503;
        };
        StoreClosedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "STORE_CLOSED";
            /** @constant */
            status?: 503;
        };
        TokenExpiredProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "TOKEN_EXPIRED";
            /** @constant */
            status?: 401;
            /** @example 2026-03-02T09:30:00.000Z */
            expiredAt: string;
        };
        TokenInvalidProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "TOKEN_INVALID";
            /** @constant */
            status?: 401;
            /** @example SIGNATURE */
            reason: string;
            claim?: string;
        };
        TokenMissingProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "TOKEN_MISSING";
            /** @constant */
            status?: 401;
        };
        TooBusyProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "TOO_BUSY";
            /** @constant */
            status?: 503;
            /** @example 8400 */
            retryAfterMs: number;
        };
        TransactionNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "TRANSACTION_NOT_FOUND";
            /** @constant */
            status?: 404;
            /** @example alice_01 */
            username: string;
            /** @example 01JGFJJZ00000G40R40M30E209 */
            transactionId: string;
        };
        UnexpectedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "UNEXPECTED";
            /** @constant */
            status?: 500;
        };
        UserNotFoundProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "USER_NOT_FOUND";
            /** @constant */
            status?: 404;
            /** @example alice_01 */
            username?: string;
            email?: string;
        };
        ValidationFailedProblem: components["schemas"]["Problem"] & {
            /** @constant */
            code: "VALIDATION_FAILED";
            /** @constant */
            status?: 400;
            /** @example amount */
            field: string;
            /** @example is required */
            rule: string;
            /**
             * @example [
             *       {
             *         "field": "amount",
             *         "rule": "is required"
             *       }
             *     ]
             */
            issues: {
                /** @example amount */
                field: string;
                /** @example is required */
                rule: string;
                code?: string;
            }[];
        };
        Live: {
            /** @constant */
            live: true;
        };
        Ready: {
            healthy: boolean;
            /** @description How long the store took to answer */
            latencyMs: number;
        };
        KeySet: {
            keys: Record<string, never>[];
        };
    };
    responses: {
        /** @description It exists already: `ALREADY_EXISTS` */
        AlreadyExists: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AlreadyExistsProblem"];
            };
        };
        /** @description The body is too large: `BODY_TOO_LARGE` */
        BodyTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
            };
        };
        /** @description Other commands were faster: `CONCURRENCY_CONFLICT`. The account was taken over: `LOCK_LOST`. The account is busy: `LOCK_NOT_ACQUIRED`. The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED`. Too many passwords are waiting: `TOO_BUSY` */
        ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConcurrencyConflictProblem"] | components["schemas"]["LockLostProblem"] | components["schemas"]["LockNotAcquiredProblem"] | components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"] | components["schemas"]["TooBusyProblem"];
            };
        };
        /** @description The service is not set up for this: `CONFIGURATION_INVALID`. Something went wrong: `UNEXPECTED` */
        ConfigurationInvalidOrUnexpected: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConfigurationInvalidProblem"] | components["schemas"]["UnexpectedProblem"];
            };
        };
        /** @description The request took too long: `DEADLINE_EXCEEDED`. The outcome is not known: `OUTCOME_UNKNOWN` */
        DeadlineExceededOrOutcomeUnknown: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["DeadlineExceededProblem"] | components["schemas"]["OutcomeUnknownProblem"];
            };
        };
        /** @description The headers are too large: `HEADERS_TOO_LARGE` */
        HeadersTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["HeadersTooLargeProblem"];
            };
        };
        /** @description The body is not JSON: `MEDIA_TYPE_UNSUPPORTED` */
        MediaTypeUnsupported: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["MediaTypeUnsupportedProblem"];
            };
        };
        /** @description The path does not take this method: `METHOD_NOT_ALLOWED` */
        MethodNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["MethodNotAllowedProblem"];
            };
        };
        /** @description Too many requests: `RATE_LIMITED` */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RateLimitedProblem"];
            };
        };
        /** @description The request cannot be read: `REQUEST_MALFORMED`. The input breaks a rule: `VALIDATION_FAILED` */
        RequestMalformedOrValidationFailed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RequestMalformedProblem"] | components["schemas"]["ValidationFailedProblem"];
            };
        };
        /** @description The request took too long to arrive: `REQUEST_TIMEOUT` */
        RequestTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RequestTimeoutProblem"];
            };
        };
        /** @description The account is suspended: `ACCOUNT_SUSPENDED` */
        AccountSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AccountSuspendedProblem"];
            };
        };
        /** @description Username or password is wrong: `INVALID_CREDENTIALS` */
        InvalidCredentials: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCredentialsProblem"];
            };
        };
        /** @description Other commands were faster: `CONCURRENCY_CONFLICT`. The account was taken over: `LOCK_LOST`. The account is busy: `LOCK_NOT_ACQUIRED`. The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED` */
        ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConcurrencyConflictProblem"] | components["schemas"]["LockLostProblem"] | components["schemas"]["LockNotAcquiredProblem"] | components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"];
            };
        };
        /** @description The token has expired: `TOKEN_EXPIRED`. The token is not accepted: `TOKEN_INVALID` */
        TokenExpiredOrTokenInvalid: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"];
            };
        };
        /** @description The token is not accepted: `TOKEN_INVALID` */
        TokenInvalid: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TokenInvalidProblem"];
            };
        };
        /** @description Username or password is wrong: `INVALID_CREDENTIALS`. The token has expired: `TOKEN_EXPIRED`. The token is not accepted: `TOKEN_INVALID`. An access token is needed: `TOKEN_MISSING` */
        InvalidCredentialsOrTokenExpiredOrTokenInvalidOrTokenMissing: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCredentialsProblem"] | components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["TokenMissingProblem"];
            };
        };
        /** @description The request took too long: `DEADLINE_EXCEEDED` */
        DeadlineExceeded: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["DeadlineExceededProblem"];
            };
        };
        /** @description The request cannot be read: `REQUEST_MALFORMED` */
        RequestMalformed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RequestMalformedProblem"];
            };
        };
        /** @description The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED` */
        StorageFailedOrStoreClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"];
            };
        };
        /** @description The token has expired: `TOKEN_EXPIRED`. The token is not accepted: `TOKEN_INVALID`. An access token is needed: `TOKEN_MISSING` */
        TokenExpiredOrTokenInvalidOrTokenMissing: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TokenExpiredProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["TokenMissingProblem"];
            };
        };
        /** @description The user does not exist: `USER_NOT_FOUND` */
        UserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UserNotFoundProblem"];
            };
        };
        /** @description This takes another role: `ACCESS_DENIED`. The account is suspended: `ACCOUNT_SUSPENDED` */
        AccessDeniedOrAccountSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AccessDeniedProblem"] | components["schemas"]["AccountSuspendedProblem"];
            };
        };
        /** @description This takes another role: `ACCESS_DENIED` */
        AccessDenied: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AccessDeniedProblem"];
            };
        };
        /** @description The user has no such balance: `BALANCE_NOT_FOUND`. The user does not exist: `USER_NOT_FOUND` */
        BalanceNotFoundOrUserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["BalanceNotFoundProblem"] | components["schemas"]["UserNotFoundProblem"];
            };
        };
        /** @description The key was used for another command: `IDEMPOTENCY_CONFLICT` */
        IdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["IdempotencyConflictProblem"];
            };
        };
        /** @description The available cash does not cover it: `INSUFFICIENT_BALANCE` */
        InsufficientBalance: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InsufficientBalanceProblem"];
            };
        };
        /** @description Other commands were faster: `CONCURRENCY_CONFLICT`. The account was taken over: `LOCK_LOST`. The account is busy: `LOCK_NOT_ACQUIRED`. There is no exchange rate now: `RATE_UNAVAILABLE`. The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED` */
        ConcurrencyConflictOrLockLostOrLockNotAcquiredOrRateUnavailableOrStorageFailedOrStoreClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConcurrencyConflictProblem"] | components["schemas"]["LockLostProblem"] | components["schemas"]["LockNotAcquiredProblem"] | components["schemas"]["RateUnavailableProblem"] | components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"];
            };
        };
        /** @description The cursor does not belong to this list: `INVALID_CURSOR`. The request cannot be read: `REQUEST_MALFORMED`. The input breaks a rule: `VALIDATION_FAILED` */
        InvalidCursorOrRequestMalformedOrValidationFailed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidCursorProblem"] | components["schemas"]["RequestMalformedProblem"] | components["schemas"]["ValidationFailedProblem"];
            };
        };
        /** @description The user has no such transaction: `TRANSACTION_NOT_FOUND`. The user does not exist: `USER_NOT_FOUND` */
        TransactionNotFoundOrUserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TransactionNotFoundProblem"] | components["schemas"]["UserNotFoundProblem"];
            };
        };
        /** @description The transaction has ended: `INVALID_TRANSACTION_TRANSITION` */
        InvalidTransactionTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidTransactionTransitionProblem"];
            };
        };
        /** @description There is no exchange rate now: `RATE_UNAVAILABLE`. The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED` */
        RateUnavailableOrStorageFailedOrStoreClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RateUnavailableProblem"] | components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"];
            };
        };
        /** @description The user has never held the asset: `ASSET_BALANCE_NOT_FOUND`. The asset does not exist: `ASSET_NOT_FOUND`. The user has no such balance: `BALANCE_NOT_FOUND`. The user does not exist: `USER_NOT_FOUND` */
        AssetBalanceNotFoundOrAssetNotFoundOrBalanceNotFoundOrUserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AssetBalanceNotFoundProblem"] | components["schemas"]["AssetNotFoundProblem"] | components["schemas"]["BalanceNotFoundProblem"] | components["schemas"]["UserNotFoundProblem"];
            };
        };
        /** @description The available quantity does not cover it: `INSUFFICIENT_ASSET_BALANCE`. The available cash does not cover it: `INSUFFICIENT_BALANCE` */
        InsufficientAssetBalanceOrInsufficientBalance: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InsufficientAssetBalanceProblem"] | components["schemas"]["InsufficientBalanceProblem"];
            };
        };
        /** @description The asset does not exist: `ASSET_NOT_FOUND`. The user does not exist: `USER_NOT_FOUND` */
        AssetNotFoundOrUserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AssetNotFoundProblem"] | components["schemas"]["UserNotFoundProblem"];
            };
        };
        /** @description The available quantity does not cover it: `INSUFFICIENT_ASSET_BALANCE` */
        InsufficientAssetBalance: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InsufficientAssetBalanceProblem"];
            };
        };
        /** @description The asset does not exist: `ASSET_NOT_FOUND` */
        AssetNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AssetNotFoundProblem"];
            };
        };
        /** @description The asset is closed for trading: `ASSET_INACTIVE`. The available quantity does not cover it: `INSUFFICIENT_ASSET_BALANCE`. The available cash does not cover it: `INSUFFICIENT_BALANCE` */
        AssetInactiveOrInsufficientAssetBalanceOrInsufficientBalance: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AssetInactiveProblem"] | components["schemas"]["InsufficientAssetBalanceProblem"] | components["schemas"]["InsufficientBalanceProblem"];
            };
        };
        /** @description The asset does not exist: `ASSET_NOT_FOUND`. The user has no such balance: `BALANCE_NOT_FOUND`. The user does not exist: `USER_NOT_FOUND` */
        AssetNotFoundOrBalanceNotFoundOrUserNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AssetNotFoundProblem"] | components["schemas"]["BalanceNotFoundProblem"] | components["schemas"]["UserNotFoundProblem"];
            };
        };
        /** @description Other commands were faster: `CONCURRENCY_CONFLICT`. The account was taken over: `LOCK_LOST`. The account is busy: `LOCK_NOT_ACQUIRED`. There is no price now: `PRICE_UNAVAILABLE`. There is no exchange rate now: `RATE_UNAVAILABLE`. The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED` */
        ConcurrencyConflictOrLockLostOrLockNotAcquiredOrPriceUnavailableOrRateUnavailableOrStorageFailedOrStoreClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConcurrencyConflictProblem"] | components["schemas"]["LockLostProblem"] | components["schemas"]["LockNotAcquiredProblem"] | components["schemas"]["PriceUnavailableProblem"] | components["schemas"]["RateUnavailableProblem"] | components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"];
            };
        };
        /** @description The user has no such order: `ORDER_NOT_FOUND` */
        OrderNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["OrderNotFoundProblem"];
            };
        };
        /** @description The asset does not exist: `ASSET_NOT_FOUND`. The user has no such balance: `BALANCE_NOT_FOUND`. The user has no such order: `ORDER_NOT_FOUND` */
        AssetNotFoundOrBalanceNotFoundOrOrderNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["AssetNotFoundProblem"] | components["schemas"]["BalanceNotFoundProblem"] | components["schemas"]["OrderNotFoundProblem"];
            };
        };
        /** @description Other commands were faster: `CONCURRENCY_CONFLICT`. The account was taken over: `LOCK_LOST`. The account is busy: `LOCK_NOT_ACQUIRED`. There is no price now: `PRICE_UNAVAILABLE`. The store failed: `STORAGE_FAILED`. The service is closing: `STORE_CLOSED` */
        ConcurrencyConflictOrLockLostOrLockNotAcquiredOrPriceUnavailableOrStorageFailedOrStoreClosed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConcurrencyConflictProblem"] | components["schemas"]["LockLostProblem"] | components["schemas"]["LockNotAcquiredProblem"] | components["schemas"]["PriceUnavailableProblem"] | components["schemas"]["StorageFailedProblem"] | components["schemas"]["StoreClosedProblem"];
            };
        };
        /** @description The key was used for another command: `IDEMPOTENCY_CONFLICT`. The order has ended: `INVALID_ORDER_TRANSITION` */
        IdempotencyConflictOrInvalidOrderTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["IdempotencyConflictProblem"] | components["schemas"]["InvalidOrderTransitionProblem"];
            };
        };
        /** @description The order has ended: `INVALID_ORDER_TRANSITION` */
        InvalidOrderTransition: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidOrderTransitionProblem"];
            };
        };
        /** @description There is nothing here: `ROUTE_NOT_FOUND` */
        RouteNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RouteNotFoundProblem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names the request in the logs */
        RequestId: string;
        /** @description Where what is new can be read */
        Location: string;
        /** @description The next page, as `rel="next"`, where there is one */
        Link: string;
        /** @description How to say who asks */
        Authenticate: "Bearer";
        /** @description The methods that the path takes */
        Allow: string;
        /** @description When to come again, in seconds */
        RetryAfter: string;
        /** @description This is the first result of an earlier request */
        Replayed: "true";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listUsers: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only what is in this status */
                status?: "ACTIVE" | "SUSPENDED" | "ERASED";
                /** @description Only users whose username begins with this, in any case, sorted by it */
                usernamePrefix?: string;
                /** @description Only users whose e-mail begins with this, in any case, sorted by it; no erased user has one */
                emailPrefix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "email": "alice@example.com",
                     *           "firstName": "Alice",
                     *           "lastName": "Moor",
                     *           "marketingEmailsConsent": false,
                     *           "role": "customer",
                     *           "status": "ACTIVE",
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         },
                     *         {
                     *           "username": "alice_01",
                     *           "email": "alice@example.com",
                     *           "firstName": "Alice",
                     *           "lastName": "Moor",
                     *           "marketingEmailsConsent": false,
                     *           "role": "customer",
                     *           "status": "SUSPENDED",
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z",
                     *           "statusAt": "2026-03-02T09:30:00.000Z",
                     *           "statusBy": "operator_1",
                     *           "statusReason": "Card reported stolen"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "alice_01",
                 *       "email": "alice@example.com",
                 *       "firstName": "Alice",
                 *       "lastName": "Moor",
                 *       "password": "lantern orchard 47 violet"
                 *     }
                 */
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "username": "alice_01",
                     *         "email": "alice@example.com",
                     *         "firstName": "Alice",
                     *         "lastName": "Moor",
                     *         "marketingEmailsConsent": false,
                     *         "role": "customer",
                     *         "status": "ACTIVE",
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Registered"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["AlreadyExists"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "alice_01",
                 *       "password": "lantern orchard 47 violet"
                 *     }
                 */
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZV8wMSJ9.signature",
                     *       "accessTokenExpiresAt": "2026-03-02T09:45:00.000Z",
                     *       "refreshToken": "ofr.alice_01.01KJQ4YZZZT3N5V7B9D1F2G3H4.a-secret-of-43-characters-that-is-never-stored",
                     *       "refreshTokenExpiresAt": "2026-03-09T09:30:00.000Z",
                     *       "user": {
                     *         "username": "alice_01",
                     *         "email": "alice@example.com",
                     *         "firstName": "Alice",
                     *         "lastName": "Moor",
                     *         "marketingEmailsConsent": false,
                     *         "role": "customer",
                     *         "status": "ACTIVE",
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["InvalidCredentials"];
            403: components["responses"]["AccountSuspended"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "ofr.alice_01.01KJQ4YZZZT3N5V7B9D1F2G3H4.a-secret-of-43-characters-that-is-never-stored"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZV8wMSJ9.signature",
                     *       "accessTokenExpiresAt": "2026-03-02T09:45:00.000Z",
                     *       "refreshToken": "ofr.alice_01.01KJQ4YZZZT3N5V7B9D1F2G3H4.a-secret-of-43-characters-that-is-never-stored",
                     *       "refreshTokenExpiresAt": "2026-03-09T09:30:00.000Z",
                     *       "user": {
                     *         "username": "alice_01",
                     *         "email": "alice@example.com",
                     *         "firstName": "Alice",
                     *         "lastName": "Moor",
                     *         "marketingEmailsConsent": false,
                     *         "role": "customer",
                     *         "status": "ACTIVE",
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalid"];
            403: components["responses"]["AccountSuspended"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "ofr.alice_01.01KJQ4YZZZT3N5V7B9D1F2G3H4.a-secret-of-43-characters-that-is-never-stored"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenInvalid"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "lantern orchard 47 violet",
                 *       "newPassword": "granite ferry 12 saffron"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["InvalidCredentialsOrTokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "familyId": "01KJQ4YZZZT3N5V7B9D1F2G3H4",
                     *           "deviceLabel": "Firefox on Linux",
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "lastUsedAt": "2026-03-02T09:30:00.000Z",
                     *           "lastAddress": "203.0.113.7",
                     *           "expiresAt": "2026-04-01T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the session */
                familyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    setPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "newPassword": "granite ferry 12 saffron"
                 *     }
                 */
                "application/json": components["schemas"]["SetPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    changeRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "admin"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeRole"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "admin",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "alice@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["RequestPasswordReset"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "ofm.alice_01.YWxpY2VAZXhhbXBsZS5jb20.a-secret-of-43-characters-that-is-never-stored",
                 *       "newPassword": "granite ferry 12 saffron"
                 *     }
                 */
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalid"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    requestEmailVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "ofm.alice_01.YWxpY2VAZXhhbXBsZS5jb20.a-secret-of-43-characters-that-is-never-stored"
                 *     }
                 */
                "application/json": components["schemas"]["VerifyEmail"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalid"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["AlreadyExists"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "lantern orchard 47 violet",
                 *       "newEmail": "alice@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeEmail"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["InvalidCredentialsOrTokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosedOrTooBusy"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "firstName": "Alicia",
                 *       "phone": null
                 *     }
                 */
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["AlreadyExists"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listBalances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "currency": "USD",
                     *           "available": "520.00",
                     *           "held": "480.00",
                     *           "currentBalance": "1000.00",
                     *           "totalDeposits": "1000.00",
                     *           "totalWithdrawals": "0.00",
                     *           "sequence": 1,
                     *           "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "version": 3,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Balances"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    deposit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `idempotencyKey`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": "1000.00"
                 *     }
                 */
                "application/json": components["schemas"]["Deposit"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *         "type": "DEPOSIT",
                     *         "amount": "1000.00",
                     *         "currency": "USD",
                     *         "status": "COMPLETED",
                     *         "description": "Deposit",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "replayed": false
                     *     }
                     */
                    "application/json": components["schemas"]["CashMovement"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["BalanceNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `idempotencyKey`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": "250.00",
                 *       "status": "PENDING"
                 *     }
                 */
                "application/json": components["schemas"]["Withdrawal"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *         "type": "DEPOSIT",
                     *         "amount": "1000.00",
                     *         "currency": "USD",
                     *         "status": "COMPLETED",
                     *         "description": "Deposit",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "replayed": false
                     *     }
                     */
                    "application/json": components["schemas"]["CashMovement"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["BalanceNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["InsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    convert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `idempotencyKey`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "USD",
                 *       "to": "EUR",
                 *       "amount": "110.00"
                 *     }
                 */
                "application/json": components["schemas"]["Convert"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "paid": {
                     *         "transaction": {
                     *           "username": "alice_01",
                     *           "transactionId": "01KJQ4YD00T3N5V7B9D1F2G3H4",
                     *           "type": "CONVERSION",
                     *           "amount": "-110.01",
                     *           "currency": "USD",
                     *           "status": "COMPLETED",
                     *           "description": "Converted 110.01 USD to 100 EUR at 0.9090909090909090909",
                     *           "balanceAfter": "889.99",
                     *           "balanceSequence": 1,
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z",
                     *           "referenceId": "01KJQ4YD00T3N5V7B9D1F2G3H4",
                     *           "rate": "0.9090909090909090909"
                     *         },
                     *         "balance": {
                     *           "username": "alice_01",
                     *           "currency": "USD",
                     *           "available": "409.99",
                     *           "held": "480.00",
                     *           "currentBalance": "889.99",
                     *           "totalDeposits": "1000.00",
                     *           "totalWithdrawals": "0.00",
                     *           "sequence": 1,
                     *           "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "version": 3,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       },
                     *       "received": {
                     *         "transaction": {
                     *           "username": "alice_01",
                     *           "transactionId": "01KJQ4YD01T3N5V7B9D1F2G3H4",
                     *           "type": "CONVERSION",
                     *           "amount": "100.00",
                     *           "currency": "EUR",
                     *           "status": "COMPLETED",
                     *           "description": "Converted 110.01 USD to 100 EUR at 0.9090909090909090909",
                     *           "balanceAfter": "100.00",
                     *           "balanceSequence": 1,
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z",
                     *           "referenceId": "01KJQ4YD00T3N5V7B9D1F2G3H4",
                     *           "rate": "0.9090909090909090909"
                     *         },
                     *         "balance": {
                     *           "username": "alice_01",
                     *           "currency": "EUR",
                     *           "available": "100.00",
                     *           "held": "0.00",
                     *           "currentBalance": "100.00",
                     *           "totalDeposits": "0.00",
                     *           "totalWithdrawals": "0.00",
                     *           "sequence": 1,
                     *           "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "version": 3,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       },
                     *       "replayed": false
                     *     }
                     */
                    "application/json": components["schemas"]["Conversion"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["BalanceNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["InsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrRateUnavailableOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *           "type": "DEPOSIT",
                     *           "amount": "1000.00",
                     *           "currency": "USD",
                     *           "status": "COMPLETED",
                     *           "description": "Deposit",
                     *           "balanceAfter": "1000.00",
                     *           "balanceSequence": 1,
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "01KJQ4YB00T3N5V7B9D1F2G3H4.5c1f0e2a9b7d4c63"
                     *     }
                     */
                    "application/json": components["schemas"]["BalanceTransactionPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the row */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *       "type": "DEPOSIT",
                     *       "amount": "1000.00",
                     *       "currency": "USD",
                     *       "status": "COMPLETED",
                     *       "description": "Deposit",
                     *       "balanceAfter": "1000.00",
                     *       "balanceSequence": 1,
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BalanceTransaction"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["TransactionNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getTransactionOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
                /** @description The id of the row */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *       "type": "DEPOSIT",
                     *       "amount": "1000.00",
                     *       "currency": "USD",
                     *       "status": "COMPLETED",
                     *       "description": "Deposit",
                     *       "balanceAfter": "1000.00",
                     *       "balanceSequence": 1,
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BalanceTransaction"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["TransactionNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    completeTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
                /** @description The id of the row */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *         "type": "DEPOSIT",
                     *         "amount": "1000.00",
                     *         "currency": "USD",
                     *         "status": "COMPLETED",
                     *         "description": "Deposit",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["TransactionNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["InvalidTransactionTransition"];
            422: components["responses"]["InsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    failTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
                /** @description The id of the row */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *         "type": "DEPOSIT",
                     *         "amount": "1000.00",
                     *         "currency": "USD",
                     *         "status": "COMPLETED",
                     *         "description": "Deposit",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["TransactionNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["InvalidTransactionTransition"];
            422: components["responses"]["InsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    cancelTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
                /** @description The id of the row */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *         "type": "DEPOSIT",
                     *         "amount": "1000.00",
                     *         "currency": "USD",
                     *         "status": "COMPLETED",
                     *         "description": "Deposit",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Settlement"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["TransactionNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["InvalidTransactionTransition"];
            422: components["responses"]["InsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listRates: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "pair": "EUR/USD",
                     *           "base": "EUR",
                     *           "quote": "USD",
                     *           "rate": "1.1",
                     *           "at": "2026-03-02T09:30:00.000Z",
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RatePage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    setRate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "base": "EUR",
                 *       "quote": "USD",
                 *       "rate": "1.10"
                 *     }
                 */
                "application/json": components["schemas"]["SetRate"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pair": "EUR/USD",
                     *       "base": "EUR",
                     *       "quote": "USD",
                     *       "rate": "1.1",
                     *       "at": "2026-03-02T09:30:00.000Z",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Rate"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getRate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The currency whose unit is valued */
                base: components["schemas"]["Currency"];
                /** @description The currency that it is valued in */
                quote: components["schemas"]["Currency"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "base": "EUR",
                     *       "quote": "USD",
                     *       "rate": "1.1",
                     *       "at": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ExchangeRate"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["RateUnavailableOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    adjust: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `idempotencyKey`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": "-12.50",
                 *       "description": "Fee that was charged twice"
                 *     }
                 */
                "application/json": components["schemas"]["Adjust"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *         "type": "DEPOSIT",
                     *         "amount": "1000.00",
                     *         "currency": "USD",
                     *         "status": "COMPLETED",
                     *         "description": "Deposit",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "replayed": false
                     *     }
                     */
                    "application/json": components["schemas"]["Adjusted"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["AssetBalanceNotFoundOrAssetNotFoundOrBalanceNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["InsufficientAssetBalanceOrInsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    transfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `idempotencyKey`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "TRANSFER_IN",
                 *       "assetId": "BTC",
                 *       "quantity": "0.5",
                 *       "costBasis": "21000.00",
                 *       "description": "From another broker"
                 *     }
                 */
                "application/json": components["schemas"]["Transfer"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assetTransaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ5C0X8T3N5V7B9D1F2G3H4",
                     *         "assetId": "BTC",
                     *         "type": "TRANSFER_IN",
                     *         "quantity": "0.5",
                     *         "currency": "USD",
                     *         "price": "0.00",
                     *         "totalAmount": "0.00",
                     *         "costBasis": "21000.00",
                     *         "costBasisAfter": "21479.00",
                     *         "description": "From another broker",
                     *         "status": "COMPLETED",
                     *         "quantityAfter": "0.51",
                     *         "holdingSequence": 2,
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "assetBalance": {
                     *         "username": "alice_01",
                     *         "assetId": "BTC",
                     *         "available": "0.51",
                     *         "held": "0",
                     *         "quantity": "0.51",
                     *         "costBasis": "21479.00",
                     *         "sequence": 2,
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "replayed": false
                     *     }
                     */
                    "application/json": components["schemas"]["AssetMovement"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["AssetNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["InsufficientAssetBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listAssets: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only what can be traded */
                active?: true;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "assetId": "BTC",
                     *           "name": "Bitcoin",
                     *           "category": "major",
                     *           "amount": "0",
                     *           "priceUsd": "50000.00",
                     *           "isActive": true,
                     *           "quantityScale": 8,
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    createAsset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "assetId": "BTC",
                 *       "name": "Bitcoin",
                 *       "category": "major",
                 *       "priceUsd": "50000.00"
                 *     }
                 */
                "application/json": components["schemas"]["CreateAsset"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assetId": "BTC",
                     *       "name": "Bitcoin",
                     *       "category": "major",
                     *       "amount": "0",
                     *       "priceUsd": "50000.00",
                     *       "isActive": true,
                     *       "quantityScale": 8,
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["AlreadyExists"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the asset */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assetId": "BTC",
                     *       "name": "Bitcoin",
                     *       "category": "major",
                     *       "amount": "0",
                     *       "priceUsd": "50000.00",
                     *       "isActive": true,
                     *       "quantityScale": 8,
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["AssetNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    updateAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the asset */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "priceUsd": "51000.00",
                 *       "isActive": true
                 *     }
                 */
                "application/json": components["schemas"]["UpdateAsset"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assetId": "BTC",
                     *       "name": "Bitcoin",
                     *       "category": "major",
                     *       "amount": "0",
                     *       "priceUsd": "50000.00",
                     *       "isActive": true,
                     *       "quantityScale": 8,
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Asset"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["AssetNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getDepth: {
        parameters: {
            query?: {
                /** @description What values and totals are in */
                currency?: components["schemas"]["Currency"];
                /** @description levels */
                levels?: number;
            };
            header?: never;
            path: {
                /** @description The id of the asset */
                assetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assetId": "BTC",
                     *       "currency": "USD",
                     *       "lastPrice": "50000.00",
                     *       "bids": [
                     *         {
                     *           "price": "48000.00",
                     *           "quantity": "0.01",
                     *           "orders": 1
                     *         }
                     *       ],
                     *       "asks": [
                     *         {
                     *           "price": "52000.00",
                     *           "quantity": "1.5",
                     *           "orders": 3
                     *         }
                     *       ],
                     *       "isComplete": true
                     *     }
                     */
                    "application/json": components["schemas"]["Depth"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["AssetNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    applyPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "assetId": "BTC",
                 *         "price": "47900.00"
                 *       },
                 *       {
                 *         "assetId": "ETH",
                 *         "price": "2400.00"
                 *       }
                 *     ]
                 */
                "application/json": components["schemas"]["Prices"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "applied": true,
                     *       "filled": [
                     *         {
                     *           "username": "alice_01",
                     *           "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "orderType": "LIMIT_BUY",
                     *           "side": "BUY",
                     *           "status": "COMPLETED",
                     *           "assetId": "BTC",
                     *           "currency": "USD",
                     *           "quantity": "0.01",
                     *           "timeInForce": "GTC",
                     *           "limitPrice": "48000.00",
                     *           "heldAmount": "0.00",
                     *           "version": 2,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z",
                     *           "executionPrice": "47900.00",
                     *           "totalAmount": "479.00",
                     *           "triggeredAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "failed": [],
                     *       "expired": [],
                     *       "skipped": []
                     *     }
                     */
                    "application/json": components["schemas"]["PriceOutcomes"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["AssetNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only what is in this status */
                status?: "PENDING" | "CONFIRMED" | "QUEUED" | "TRIGGERED" | "PROCESSING" | "COMPLETED" | "CANCELLED" | "FAILED" | "EXPIRED";
                /** @description Only what is of this asset */
                assetId?: string;
                /** @description Only what still rests */
                open?: true;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "orderType": "LIMIT_BUY",
                     *           "side": "BUY",
                     *           "status": "QUEUED",
                     *           "assetId": "BTC",
                     *           "currency": "USD",
                     *           "quantity": "0.01",
                     *           "timeInForce": "GTC",
                     *           "limitPrice": "48000.00",
                     *           "heldAmount": "480.00",
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `clientOrderId`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderType": "LIMIT_BUY",
                 *       "assetId": "BTC",
                 *       "quantity": "0.01",
                 *       "limitPrice": "48000.00"
                 *     }
                 */
                "application/json": components["schemas"]["PlaceOrder"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order": {
                     *         "username": "alice_01",
                     *         "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "orderType": "LIMIT_BUY",
                     *         "side": "BUY",
                     *         "status": "QUEUED",
                     *         "assetId": "BTC",
                     *         "currency": "USD",
                     *         "quantity": "0.01",
                     *         "timeInForce": "GTC",
                     *         "limitPrice": "48000.00",
                     *         "heldAmount": "480.00",
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "type": "ORDER_HOLD",
                     *         "amount": "-480.00",
                     *         "currency": "USD",
                     *         "status": "PENDING",
                     *         "description": "Hold",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z",
                     *         "referenceId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4"
                     *       },
                     *       "replayed": false
                     *     }
                     */
                    "application/json": components["schemas"]["PlacedOrder"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["AssetNotFoundOrBalanceNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["AssetInactiveOrInsufficientAssetBalanceOrInsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrPriceUnavailableOrRateUnavailableOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    previewOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderType": "LIMIT_BUY",
                 *       "assetId": "BTC",
                 *       "quantity": "0.01",
                 *       "limitPrice": "48000.00"
                 *     }
                 */
                "application/json": components["schemas"]["PreviewOrder"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order": {
                     *         "username": "alice_01",
                     *         "orderType": "LIMIT_BUY",
                     *         "side": "BUY",
                     *         "status": "QUEUED",
                     *         "assetId": "BTC",
                     *         "currency": "USD",
                     *         "quantity": "0.01",
                     *         "timeInForce": "GTC",
                     *         "limitPrice": "48000.00",
                     *         "heldAmount": "480.00"
                     *       },
                     *       "balance": {
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OrderPreview"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["AssetNotFoundOrBalanceNotFoundOrUserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["AssetInactiveOrInsufficientAssetBalanceOrInsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrPriceUnavailableOrRateUnavailableOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getOrderByClientId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own id of the order */
                clientOrderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *       "orderType": "LIMIT_BUY",
                     *       "side": "BUY",
                     *       "status": "QUEUED",
                     *       "assetId": "BTC",
                     *       "currency": "USD",
                     *       "quantity": "0.01",
                     *       "timeInForce": "GTC",
                     *       "limitPrice": "48000.00",
                     *       "heldAmount": "480.00",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["OrderNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *       "orderType": "LIMIT_BUY",
                     *       "side": "BUY",
                     *       "status": "QUEUED",
                     *       "assetId": "BTC",
                     *       "currency": "USD",
                     *       "quantity": "0.01",
                     *       "timeInForce": "GTC",
                     *       "limitPrice": "48000.00",
                     *       "heldAmount": "480.00",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["OrderNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order": {
                     *         "username": "alice_01",
                     *         "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "orderType": "LIMIT_BUY",
                     *         "side": "BUY",
                     *         "status": "CANCELLED",
                     *         "assetId": "BTC",
                     *         "currency": "USD",
                     *         "quantity": "0.01",
                     *         "timeInForce": "GTC",
                     *         "limitPrice": "48000.00",
                     *         "heldAmount": "0.00",
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "1000.00",
                     *         "held": "0.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 4,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "type": "ORDER_HOLD",
                     *         "amount": "-480.00",
                     *         "currency": "USD",
                     *         "status": "CANCELLED",
                     *         "description": "Hold",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z",
                     *         "referenceId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EndedOrder"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["OrderNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["InvalidOrderTransition"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    replaceOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the command repeatable: the same key and body returns the first result, whenever. It is the command's `clientOrderId`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The id of the order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "limitPrice": "47000.00"
                 *     }
                 */
                "application/json": components["schemas"]["ReplaceOrder"];
            };
        };
        responses: {
            /** @description Done: something new is there */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "order": {
                     *         "username": "alice_01",
                     *         "orderId": "01KJQ5A0X8T3N5V7B9D1F2G3H4",
                     *         "orderType": "LIMIT_BUY",
                     *         "side": "BUY",
                     *         "status": "QUEUED",
                     *         "assetId": "BTC",
                     *         "currency": "USD",
                     *         "quantity": "0.01",
                     *         "timeInForce": "GTC",
                     *         "limitPrice": "47000.00",
                     *         "heldAmount": "470.00",
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "balance": {
                     *         "username": "alice_01",
                     *         "currency": "USD",
                     *         "available": "520.00",
                     *         "held": "480.00",
                     *         "currentBalance": "1000.00",
                     *         "totalDeposits": "1000.00",
                     *         "totalWithdrawals": "0.00",
                     *         "sequence": 1,
                     *         "lastId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "version": 3,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       },
                     *       "transaction": {
                     *         "username": "alice_01",
                     *         "transactionId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "type": "ORDER_HOLD",
                     *         "amount": "-480.00",
                     *         "currency": "USD",
                     *         "status": "PENDING",
                     *         "description": "Hold",
                     *         "balanceAfter": "1000.00",
                     *         "balanceSequence": 1,
                     *         "version": 1,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z",
                     *         "referenceId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4"
                     *       },
                     *       "replayed": false,
                     *       "replaced": {
                     *         "username": "alice_01",
                     *         "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *         "orderType": "LIMIT_BUY",
                     *         "side": "BUY",
                     *         "status": "CANCELLED",
                     *         "assetId": "BTC",
                     *         "currency": "USD",
                     *         "quantity": "0.01",
                     *         "timeInForce": "GTC",
                     *         "limitPrice": "48000.00",
                     *         "heldAmount": "0.00",
                     *         "version": 2,
                     *         "createdAt": "2026-03-02T09:30:00.000Z",
                     *         "updatedAt": "2026-03-02T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReplacedOrder"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["AssetNotFoundOrBalanceNotFoundOrOrderNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["IdempotencyConflictOrInvalidOrderTransition"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            422: components["responses"]["AssetInactiveOrInsufficientAssetBalanceOrInsufficientBalance"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrPriceUnavailableOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getPortfolio: {
        parameters: {
            query?: {
                /** @description What values and totals are in */
                currency?: components["schemas"]["Currency"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "currency": "USD",
                     *       "usdBalance": "521.00",
                     *       "cash": [
                     *         {
                     *           "currency": "EUR",
                     *           "available": "100.00",
                     *           "held": "0.00",
                     *           "currentBalance": "100.00",
                     *           "rate": "1.1",
                     *           "value": "110.00"
                     *         },
                     *         {
                     *           "currency": "USD",
                     *           "available": "521.00",
                     *           "held": "0.00",
                     *           "currentBalance": "521.00",
                     *           "rate": "1",
                     *           "value": "521.00"
                     *         }
                     *       ],
                     *       "totalCashValue": "631.00",
                     *       "assetBalances": [
                     *         {
                     *           "assetId": "BTC",
                     *           "available": "0.01",
                     *           "held": "0",
                     *           "quantity": "0.01",
                     *           "price": "50000.00",
                     *           "rate": "1",
                     *           "value": "500.00",
                     *           "costBasis": "479.00",
                     *           "averagePrice": "47900.00",
                     *           "unrealisedProfit": "21.00"
                     *         }
                     *       ],
                     *       "totalAssetValue": "500.00",
                     *       "totalPortfolioValue": "1131.00",
                     *       "unpriced": []
                     *     }
                     */
                    "application/json": components["schemas"]["Portfolio"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    listTrades: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only what is of this asset */
                assetId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "transactionId": "01KJQ5B0X8T3N5V7B9D1F2G3H4",
                     *           "assetId": "BTC",
                     *           "type": "BUY",
                     *           "quantity": "0.01",
                     *           "currency": "USD",
                     *           "price": "47900.00",
                     *           "totalAmount": "479.00",
                     *           "costBasis": "479.00",
                     *           "costBasisAfter": "479.00",
                     *           "status": "COMPLETED",
                     *           "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "quantityAfter": "0.01",
                     *           "holdingSequence": 1,
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AssetTransactionPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    eraseUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice_01@erased.invalid",
                     *       "firstName": "Erased",
                     *       "lastName": "User",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ERASED",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z",
                     *       "statusAt": "2026-03-02T09:30:00.000Z",
                     *       "statusBy": "operator_1"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lastName": "Moor-Lee"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["AlreadyExists"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getPortfolioOfUser: {
        parameters: {
            query?: {
                /** @description What values and totals are in */
                currency?: components["schemas"]["Currency"];
            };
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "currency": "USD",
                     *       "usdBalance": "521.00",
                     *       "cash": [
                     *         {
                     *           "currency": "EUR",
                     *           "available": "100.00",
                     *           "held": "0.00",
                     *           "currentBalance": "100.00",
                     *           "rate": "1.1",
                     *           "value": "110.00"
                     *         },
                     *         {
                     *           "currency": "USD",
                     *           "available": "521.00",
                     *           "held": "0.00",
                     *           "currentBalance": "521.00",
                     *           "rate": "1",
                     *           "value": "521.00"
                     *         }
                     *       ],
                     *       "totalCashValue": "631.00",
                     *       "assetBalances": [
                     *         {
                     *           "assetId": "BTC",
                     *           "available": "0.01",
                     *           "held": "0",
                     *           "quantity": "0.01",
                     *           "price": "50000.00",
                     *           "rate": "1",
                     *           "value": "500.00",
                     *           "costBasis": "479.00",
                     *           "averagePrice": "47900.00",
                     *           "unrealisedProfit": "21.00"
                     *         }
                     *       ],
                     *       "totalAssetValue": "500.00",
                     *       "totalPortfolioValue": "1131.00",
                     *       "unpriced": []
                     *     }
                     */
                    "application/json": components["schemas"]["Portfolio"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    listOrdersOfUser: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only what is in this status */
                status?: "PENDING" | "CONFIRMED" | "QUEUED" | "TRIGGERED" | "PROCESSING" | "COMPLETED" | "CANCELLED" | "FAILED" | "EXPIRED";
                /** @description Only what is of this asset */
                assetId?: string;
                /** @description Only what still rests */
                open?: true;
            };
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "orderId": "01KJQ4Z0X8T3N5V7B9D1F2G3H4",
                     *           "orderType": "LIMIT_BUY",
                     *           "side": "BUY",
                     *           "status": "QUEUED",
                     *           "assetId": "BTC",
                     *           "currency": "USD",
                     *           "quantity": "0.01",
                     *           "timeInForce": "GTC",
                     *           "limitPrice": "48000.00",
                     *           "heldAmount": "480.00",
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    listTransactionsOfUser: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "alice_01",
                     *           "transactionId": "01KJQ4YB00T3N5V7B9D1F2G3H4",
                     *           "type": "DEPOSIT",
                     *           "amount": "1000.00",
                     *           "currency": "USD",
                     *           "status": "COMPLETED",
                     *           "description": "Deposit",
                     *           "balanceAfter": "1000.00",
                     *           "balanceSequence": 1,
                     *           "version": 1,
                     *           "createdAt": "2026-03-02T09:30:00.000Z",
                     *           "updatedAt": "2026-03-02T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "01KJQ4YB00T3N5V7B9D1F2G3H4.5c1f0e2a9b7d4c63"
                     *     }
                     */
                    "application/json": components["schemas"]["BalanceTransactionPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    reconcileUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "reconciled": true,
                     *       "differences": [],
                     *       "rows": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    getPerformance: {
        parameters: {
            query?: {
                /** @description from */
                from?: string;
                /** @description to */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "days": [
                     *         {
                     *           "date": "2026-01-30",
                     *           "isOpen": false,
                     *           "value": "1000.00",
                     *           "netDeposits": "1000.00"
                     *         },
                     *         {
                     *           "date": "2026-01-31",
                     *           "isOpen": true,
                     *           "value": "1021.00",
                     *           "netDeposits": "0.00"
                     *         }
                     *       ],
                     *       "timeWeightedReturn": "0.021",
                     *       "moneyWeightedReturn": "1967.3457",
                     *       "maxDrawdown": "0",
                     *       "realisedProfit": "0.00",
                     *       "unrealisedProfit": "21.00",
                     *       "fees": "0.00",
                     *       "unpriced": []
                     *     }
                     */
                    "application/json": components["schemas"]["Performance"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getOrderStatistics: {
        parameters: {
            query?: {
                /** @description Only what is of this asset */
                assetId?: string;
                /** @description from */
                from?: string;
                /** @description to */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 3,
                     *       "byStatus": {
                     *         "PENDING": 0,
                     *         "CONFIRMED": 0,
                     *         "QUEUED": 1,
                     *         "TRIGGERED": 0,
                     *         "PROCESSING": 0,
                     *         "COMPLETED": 2,
                     *         "CANCELLED": 0,
                     *         "FAILED": 0,
                     *         "EXPIRED": 0
                     *       },
                     *       "byType": {
                     *         "MARKET_BUY": 2,
                     *         "MARKET_SELL": 0,
                     *         "LIMIT_BUY": 1,
                     *         "LIMIT_SELL": 0,
                     *         "STOP_LOSS_SELL": 0,
                     *         "TAKE_PROFIT_SELL": 0,
                     *         "TRAILING_STOP_SELL": 0
                     *       },
                     *       "filledNotional": "958.00"
                     *     }
                     */
                    "application/json": components["schemas"]["OrderStatistics"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getVolume: {
        parameters: {
            query?: {
                /** @description Only what is of this asset */
                assetId?: string;
                /** @description from */
                from?: string;
                /** @description to */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "days": [
                     *         {
                     *           "date": "2026-01-30",
                     *           "isOpen": false,
                     *           "quantity": "0.02",
                     *           "notional": "958.00",
                     *           "trades": 2
                     *         },
                     *         {
                     *           "date": "2026-01-31",
                     *           "isOpen": true,
                     *           "quantity": "0",
                     *           "notional": "0.00",
                     *           "trades": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Volume"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getOrderStatisticsOfAll: {
        parameters: {
            query?: {
                /** @description username */
                username?: string;
                /** @description Only what is of this asset */
                assetId?: string;
                /** @description from */
                from?: string;
                /** @description to */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 3,
                     *       "byStatus": {
                     *         "PENDING": 0,
                     *         "CONFIRMED": 0,
                     *         "QUEUED": 1,
                     *         "TRIGGERED": 0,
                     *         "PROCESSING": 0,
                     *         "COMPLETED": 2,
                     *         "CANCELLED": 0,
                     *         "FAILED": 0,
                     *         "EXPIRED": 0
                     *       },
                     *       "byType": {
                     *         "MARKET_BUY": 2,
                     *         "MARKET_SELL": 0,
                     *         "LIMIT_BUY": 1,
                     *         "LIMIT_SELL": 0,
                     *         "STOP_LOSS_SELL": 0,
                     *         "TAKE_PROFIT_SELL": 0,
                     *         "TRAILING_STOP_SELL": 0
                     *       },
                     *       "filledNotional": "958.00"
                     *     }
                     */
                    "application/json": components["schemas"]["OrderStatistics"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    getPerformanceOfUser: {
        parameters: {
            query?: {
                /** @description from */
                from?: string;
                /** @description to */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "days": [
                     *         {
                     *           "date": "2026-01-30",
                     *           "isOpen": false,
                     *           "value": "1000.00",
                     *           "netDeposits": "1000.00"
                     *         },
                     *         {
                     *           "date": "2026-01-31",
                     *           "isOpen": true,
                     *           "value": "1021.00",
                     *           "netDeposits": "0.00"
                     *         }
                     *       ],
                     *       "timeWeightedReturn": "0.021",
                     *       "moneyWeightedReturn": "1967.3457",
                     *       "maxDrawdown": "0",
                     *       "realisedProfit": "0.00",
                     *       "unrealisedProfit": "21.00",
                     *       "fees": "0.00",
                     *       "unpriced": []
                     *     }
                     */
                    "application/json": components["schemas"]["Performance"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` that came last: the stream goes on from there. Without it: from now on */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: ORDER_CANCELLED
                     *     data: {"id":"order/alice_01/01KJQ7Z1A2B3C4D5E6F7G8H9JK/ORDER_CANCELLED","type":"ORDER_CANCELLED","at":"2026-03-02T09:30:00.000Z","username":"alice_01","data":{"schema":1,"orderId":"01KJQ7Z1A2B3C4D5E6F7G8H9JK","orderType":"LIMIT_BUY","side":"BUY","assetId":"BTC","currency":"USD","quantity":"0.01"}}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    followEventsOfAll: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` that came last: the stream goes on from there. Without it: from now on */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: USER_CHANGED
                     *     data: {"id":"user/alice_01/3/USER_CHANGED","type":"USER_CHANGED","at":"2026-03-02T09:30:00.000Z","username":"alice_01","data":{"schema":1,"role":"customer","status":"SUSPENDED","fields":["status"]}}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    followPrices: {
        parameters: {
            query?: {
                /** @description Only what is of this asset */
                assetId?: string;
            };
            header?: {
                /** @description The `id` that came last: the stream goes on from there. Without it: from now on */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: PRICE_APPLIED
                     *     data: {"id":"lastTick/BTC/USD/7/PRICE_APPLIED","type":"PRICE_APPLIED","at":"2026-03-02T09:30:00.000Z","data":{"schema":1,"assetId":"BTC","currency":"USD","price":"50000.00","pricedAt":"2026-03-02T09:30:00.000Z","sequence":7}}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["AssetNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            429: components["responses"]["RateLimited"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    suspendUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Card reported stolen"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeStatus"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "SUSPENDED",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z",
                     *       "statusAt": "2026-03-02T09:30:00.000Z",
                     *       "statusBy": "operator_1",
                     *       "statusReason": "Card reported stolen"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    reinstateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Card reported stolen"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeStatus"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "email": "alice@example.com",
                     *       "firstName": "Alice",
                     *       "lastName": "Moor",
                     *       "marketingEmailsConsent": false,
                     *       "role": "customer",
                     *       "status": "ACTIVE",
                     *       "version": 1,
                     *       "createdAt": "2026-03-02T09:30:00.000Z",
                     *       "updatedAt": "2026-03-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDeniedOrAccountSuspended"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    listParkedEvents: {
        parameters: {
            query?: {
                /** @description How many items at most */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The name of the consumer */
                consumer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "event": {
                     *             "id": "asset/BTC/1/ASSET_CHANGED",
                     *             "type": "ASSET_CHANGED",
                     *             "at": "2026-03-02T09:30:00.000Z",
                     *             "data": {
                     *               "schema": 1,
                     *               "assetId": "BTC",
                     *               "name": "Bitcoin",
                     *               "isActive": true,
                     *               "priceUsd": "50000.00",
                     *               "isNew": true,
                     *               "fields": []
                     *             }
                     *           },
                     *           "shard": "all",
                     *           "reason": "TypeError: fetch failed",
                     *           "parkedAt": "2026-03-02T09:31:00.000Z",
                     *           "status": "PARKED"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ParkedEventPage"];
                };
            };
            400: components["responses"]["InvalidCursorOrRequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["StorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceeded"];
        };
    };
    dropParkedEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the consumer */
                consumer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "eventId": "order/alice_01/01KJQ4Z0X8T3N5V7B9D1F2G3H4/1/ORDER_PLACED"
                 *     }
                 */
                "application/json": components["schemas"]["DropEvent"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["MediaTypeUnsupported"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    verifyAuditTrail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "alice_01",
                     *       "ok": true,
                     *       "entries": 12
                     *     }
                     */
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            400: components["responses"]["RequestMalformedOrValidationFailed"];
            401: components["responses"]["TokenExpiredOrTokenInvalidOrTokenMissing"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["UserNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["ConfigurationInvalidOrUnexpected"];
            503: components["responses"]["ConcurrencyConflictOrLockLostOrLockNotAcquiredOrStorageFailedOrStoreClosed"];
            504: components["responses"]["DeadlineExceededOrOutcomeUnknown"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "live": true
                     *     }
                     */
                    "application/json": components["schemas"]["Live"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "healthy": true,
                     *       "latencyMs": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Ready"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
            /** @description It does not */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "healthy": false,
                     *       "latencyMs": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0"
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["RequestMalformed"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that needs nothing else */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["RequestMalformed"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
    keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None, where tokens are signed with a secret */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": []
                     *     }
                     */
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            404: components["responses"]["RouteNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            408: components["responses"]["RequestTimeout"];
            431: components["responses"]["HeadersTooLarge"];
        };
    };
}
