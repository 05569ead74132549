// Written by `npm run gen`. Do not change it by hand.

export interface paths {
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who uses the system. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Creates an account. The answer has the link with which its holder sets it up. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAccount"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountChanged"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disables an account: its roles are taken away, its sessions and tokens end at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountChanged"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a disabled account usable again, without any role. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountChanged"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a link with which the holder sets the account up anew; nothing changes until it is used. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountChanged"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends every session of an account; links to set it up that were not used yet are void too. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionsEnded"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest activities for which a predicate holds. */
        get: {
            parameters: {
                query: {
                    /**
                     * @description One SQL expression over the columns of an activity; `true` selects everything.
                     * @example person = 'amber-otter-482' and reach = 'outside'
                     */
                    where: string;
                    /** @description The most activities that are given. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ActivityList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Agreements, each with the text that is signed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Drafts an agreement. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgreementTerms"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements/{agreement}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One agreement. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the agreement */
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Gives a draft other terms; the signatures it had are gone. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the agreement */
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgreementTerms"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements/{agreement}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an agreement: what it allowed is no longer allowed. A draft is given up. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the agreement */
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements/{agreement}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs the text whose digest is sent. With the last signature that is required, the agreement is in force from its first day on. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the agreement */
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignatureGiven"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts, the strongest evidence and so the highest score first; equal ones by id.
         * @description Scores move while activity comes in: an alert that changes between two pages may be met twice or not at all.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Name of the policy. */
                    policy?: string;
                    severity?: components["schemas"]["Severity"];
                    status?: components["schemas"]["AlertStatus"];
                    /** @description Account that is to decide; `me`, or `none` for alerts that nobody was given. */
                    assignee?: string;
                    /** @description Pseudonym. */
                    person?: string;
                    /** @description First day of the last activity. */
                    from?: string;
                    /** @description Last day of the last activity. */
                    to?: string;
                    /** @description Only those that wait longer than their severity allows. */
                    overdue?: boolean;
                    /** @description Indicator id of the most recent trigger. */
                    trigger?: string;
                    /** @description Only those with this one. */
                    risk_factor?: components["schemas"]["RiskFactor"];
                    /** @description Id of an admin unit that the person is in. */
                    unit?: string;
                    /** @description 2 to 100 characters: part of a pseudonym, an id, part of an assignee's name, or words of a note. */
                    search?: string;
                    /**
                     * @description Alerts of one person that rest on the same activities and wait for a decision are one entry: the strongest, with the others in
                     *     `joined`.
                     */
                    together?: boolean;
                    /** @description Entries of a page. */
                    limit?: number;
                    /** @description `next_cursor` of the page before, with the same filters. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the list of alerts can be narrowed to, and to whom alerts can be given. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertChoices"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the same with many alerts. Each is judged and recorded by itself, and says what became of it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ManyDecisions"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManyResults"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to alerts, as it happens: a stream of server-sent events.
         * @description The events `alert-opened`, `alert-changed` and `alert-withdrawn` have `{"id": "…"}` as data. Each event has an id: send the last one as
         *     `Last-Event-ID` to go on after it, with nothing lost and nothing twice. `reload` says that this cannot be done, or that alerts were
         *     deleted: read the list anew. An account has at most 8 streams at the same time. A stream ends when the session or the right ends.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Id of the last event that was received */
                    "Last-Event-ID"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The alerts that match as a file for a spreadsheet, under pseudonyms, in the order of the list.
         * @description Every field is quoted, and an apostrophe stands before what a spreadsheet could take for a formula. At most 100,000 alerts.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Name of the policy. */
                    policy?: string;
                    severity?: components["schemas"]["Severity"];
                    status?: components["schemas"]["AlertStatus"];
                    /** @description Account that is to decide; `me`, or `none` for alerts that nobody was given. */
                    assignee?: string;
                    /** @description Pseudonym. */
                    person?: string;
                    /** @description First day of the last activity. */
                    from?: string;
                    /** @description Last day of the last activity. */
                    to?: string;
                    /** @description Only those that wait longer than their severity allows. */
                    overdue?: boolean;
                    /** @description Indicator id of the most recent trigger. */
                    trigger?: string;
                    /** @description Only those with this one. */
                    risk_factor?: components["schemas"]["RiskFactor"];
                    /** @description Id of an admin unit that the person is in. */
                    unit?: string;
                    /** @description 2 to 100 characters: part of a pseudonym, an id, part of an assignee's name, or words of a note. */
                    search?: string;
                    /**
                     * @description Alerts of one person that rest on the same activities and wait for a decision are one entry: the strongest, with the others in
                     *     `joined`.
                     */
                    together?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The alerts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert with the ledger that adds up to its score. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives the alert to somebody who is to decide on it. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the alert: its person comes into a new case, or into an open one. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismisses the alert.
         * @description Answered with a conflict when the alert is not at that version any more; `current` of the problem is the alert as it is now.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Dismissal"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an alert rests on: by indicator and day with its norm, and what would be left without its strongest parts. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertExplanation"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what with the alert, the oldest entry first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertHistory"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a note on the alert. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewNote"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HistoryEntry"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one's own decision back, within a minute. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the alert */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Undoing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignment-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that give alerts to somebody when they are opened, each with what keeps it from doing so. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AssignmentRules"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /**
         * Replaces all rules of assignment. They count for alerts that are opened from now on.
         * @description Answered with a conflict when the rules are not at that version any more.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAssignmentRules"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AssignmentRules"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of the audit log, the newest first. */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Only these operations, with commas between them.
                     * @example reveal-person,read-alert
                     */
                    operation?: string;
                    /** @description Only what concerns the person with this pseudonym. */
                    person?: string;
                    /**
                     * @description Not before this moment.
                     * @example 2026-01-31T00:00:00Z
                     */
                    since?: string;
                    /** @description Before this moment. */
                    until?: string;
                    /** @description Entries of a page. */
                    limit?: number;
                    /** @description `next_cursor` of the page before, with the same filters. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All entries that match, the oldest first, as a file.
         * @description In CSV every field is quoted, and an apostrophe stands before what a spreadsheet could take for a formula. At most 64 MiB: narrow the
         *     moments, or export at the command line, when there is more. Needs a fresh sign-in.
         */
        get: {
            parameters: {
                query: {
                    /** @description CSV for spreadsheets, or one JSON document a line. */
                    format: "csv" | "json";
                    /** @description Only these operations, with commas between them. */
                    operation?: string;
                    /** @description Only what concerns the person with this pseudonym. */
                    person?: string;
                    /** @description Not before this moment. */
                    since?: string;
                    /** @description Before this moment. */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The entries */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/x-ndjson": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed head of the log (C2SP tlog-checkpoint). */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A signed note */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/log/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public key with which the log's heads are checked. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `name+id+key` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/log/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of hashes or a bundle of entries (C2SP tlog-tiles).
         * @description `0/000` and above for hashes, `entries/000` for entries; `.p/17` after it for a piece that is not full, of any width that it has had.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description Level and number, as the specification writes them
                     * @example entries/000.p/17
                     */
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Hashes of 32 bytes, or entries after their lengths */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/log/witnessed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last head that witnesses have countersigned (C2SP tlog-cosignature). */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A signed note */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recomputes the whole audit log: entries, tree, signature, one outcome at most for each intent. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditVerification"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** As reading the verification, and that the log extends an older head that was kept elsewhere. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerifyRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditVerification"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases to which the caller contributes, and those to which nobody contributes any more. */
        get: {
            parameters: {
                query?: {
                    /** @description Only open ones, or only closed ones. */
                    open?: boolean;
                    /** @description An account, `me`, or `none` for those that are given to nobody. */
                    assignee?: string;
                    /** @description Only those with an open task that is to be done on that day or before. */
                    due_by?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Opens a case, with or without an alert behind it. The caller contributes to it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewCase"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one case. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives the case to somebody who sees it, or to nobody. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseAssignment"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of the case, in the order in which they were attached. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttachmentList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Attaches a file to the case. Files are never changed. At most 10 MiB a file and 50 files a case.
         * @description A file is a PDF, PNG, JPEG, text, CSV, mail (`eml`, `msg`), `docx`, `xlsx`, `pptx`, ZIP or JSON file, by its name and by its first bytes.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description Name of the file, as percent-encoded UTF-8
                     * @example letter%20of%20May.pdf
                     */
                    "x-file-name": string;
                };
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            /** @description The bytes of the file */
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attachment"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads a file of the case. The header `repr-digest` names its SHA-256. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                    /** @description Id of the file */
                    attachment: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The bytes of the file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a case with what it came to. Unmaskings that are live in it end. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseClosing"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/contributors/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets somebody see the case. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        /** Lets somebody see the case no longer. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands the case over: a ZIP file with its evidence, signed with the key of the audit log.
         * @description `ombud evidence verify` checks it offline. The header `repr-digest` and the history of the case name its SHA-256.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewHandOver"];
                };
            };
            responses: {
                /** @description The package */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": unknown;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what in the case, the oldest entry first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseHistory"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Places a legal hold on a case: neither erasure nor retention touches it, or anybody who is in it, until it is lifted. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HoldRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HoldPlaced"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notes on the case, the oldest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseNoteList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Writes a note on the case. Notes are never changed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewCaseNote"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseNote"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a closed case again, for the same people. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks of the case, in the order in which they were added. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Adds a task to the case. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTask"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a task. Answered with a conflict when it is not at that version any more. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the case */
                    case: string;
                    /** @description Id of the task */
                    task: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangedTask"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves again who uses this session, which is then fresh and under a new cookie. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConfirmRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/confirm/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Proves again who uses this session, which is then fresh and under a new cookie. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyAnswer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Begins to prove again who uses this session, by a passkey. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyOptions"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Erasures with their certificates, and holds. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ErasureList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds/{hold}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lifts a hold. It stays on record. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the hold */
                    hold: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holds/{hold}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says of a hold that somebody has looked at it and it is still needed: it is due for review again in half a year. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the hold */
                    hold: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own account and roles. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Passkeys of one's own account. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Adds the passkey that the browser made, in the session that began it, within five minutes. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyMade"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Begins to add a passkey to one's own account: what to hand to `navigator.credentials.create`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyOptions"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/passkeys/{passkey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Calls a passkey of one's own account by another name. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the passkey */
                    passkey: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyLabel"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a passkey from one's own account. All other sessions of the account end. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the passkey */
                    passkey: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes one's own password. All other sessions of the account end; this one goes on under a new cookie. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unlinks one's own account from its provider, with the roles that came from groups. All other sessions of the account end. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives new recovery codes; all earlier ones are worth nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodeList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets up one-time codes by the first of them. All other sessions of the account end. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FirstCode"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CodesSetUp"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Begins to set up one-time codes; the answer's address is for an authenticator app. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CodesBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Turns one-time codes off, where the rules allow it. All other sessions of the account end. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description. */
        get: {
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
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for the caller, in counts: alerts, cases, requests for names, proposals, agreements, and the state of sources and program. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests about persons that the caller may know of. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Asks for something about one person that another human must allow. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPersonRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request about a person, with the reason that was given for it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the request */
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests/{request}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a request of somebody else. It is in force from now on. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the request */
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests/{request}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Denies a request of somebody else. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the request */
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PersonRequestGround"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests/{request}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends what was approved before its time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the request */
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PersonRequestGround"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests/{request}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The report that was asked for, for the account that asked, while the request is in force. It is made now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the request */
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserReport"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/person-requests/{request}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one's own request back while nobody has decided on it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the request */
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRequestSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Monitored persons, and the policies that they are in scope of, by pseudonym. */
        get: {
            parameters: {
                query?: {
                    /** @description `true`: only persons in scope of at least one policy. */
                    in_scope?: boolean;
                    /** @description Entries of a page. */
                    limit?: number;
                    /** @description `next_cursor` of the page before, with the same filters. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person: units, policies, and what was recognised day by day with what is usual. */
        get: {
            parameters: {
                query?: {
                    /** @description The last day that is shown; the last day of the person where it is not given. */
                    to?: string;
                    /** @description How many days are shown. */
                    days?: number;
                };
                header?: never;
                path: {
                    /** @description Pseudonym */
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{person}/access-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is held about a person, and every look at it with date and purpose. Who looked is not in it. */
        get: {
            parameters: {
                query?: {
                    /** @description Who is responsible. */
                    organisation?: string;
                    /** @description Whom to write to, and the data protection officer. */
                    contact?: string;
                    /** @description What the data are processed for; several are set apart by semicolons. */
                    purposes?: string;
                    /** @description To whom data are passed on; several are set apart by semicolons. */
                    recipients?: string;
                    /** @description Where to complain. */
                    authority?: string;
                };
                header?: never;
                path: {
                    /** @description Pseudonym */
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccessReport"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{person}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases a person for good and gives the signed certificate. A legal hold stops it: then the answer is 409 and names the hold.
         * @description It goes on when the caller hangs up. Asking again while it runs waits for its end.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Pseudonym */
                    person: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EraseRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Erased"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{person}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Places a legal hold on a person: neither erasure nor retention touches them until it is lifted. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Pseudonym */
                    person: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HoldRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HoldPlaced"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/{person}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conditions from source to alert for one person under every policy, each met or not. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Pseudonym */
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WhyList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pilot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the installation is a pilot, and what the end of the pilot would take away. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pilot"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Marks the installation as a pilot, or ends the pilot. Where somebody holds duties that are kept apart, it ends only with `withdraw`. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PilotChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pilot"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All policies, by name. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{policy}/tuning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would become of the policy's alerts if one of its indicators counted less. Nothing is changed. */
        get: {
            parameters: {
                query: {
                    /**
                     * @description Id of an indicator that the policy scores.
                     * @example files.printed
                     */
                    indicator: string;
                    /**
                     * @description Low, medium and high, to be tried beside those that Ombud chooses.
                     * @example 20,40,80
                     */
                    thresholds?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the policy */
                    policy: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tuning"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was proposed, the newest first, and whether the two-person rule holds. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves what somebody else proposed: whoever made it asks for the same again, and it is done. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the proposal */
                    proposal: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{proposal}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses what somebody else proposed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the proposal */
                    proposal: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rejected records, each with its reason and place, without its content. */
        get: {
            parameters: {
                query?: {
                    /** @description Entries of a page. */
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RejectList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejects/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries every rejected record again. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RetryRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Retried"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long each kind of data is kept. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RetentionList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Changes how long kinds of data are kept. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RetentionChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RetentionList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a run would delete now, and what would stop it. Nothing is changed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RetentionRun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes what is past its time, unless the brake stops it; with `confirm`, a plan that the brake has stopped. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RetentionRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RetentionRun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles, what each allows, and who holds it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoleList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Defines a custom role, or changes one. One that unites duties which are kept apart is refused with the reason. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the role */
                    role: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewRole"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoleDefined"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a custom role that nobody holds. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the role */
                    role: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{role}/members/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives a role to an account, or changes how far and how long it is held. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the role */
                    role: string;
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GrantRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoleGranted"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a role from an account. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the role */
                    role: string;
                    /** @description Id of the account */
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sessions that are alive. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Ends one's own sessions but this one. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionsEnded"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's own sessions. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the session */
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changes what is recognised: own and unallowed domains, exclusions, priority content, orders of labels and levels. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The settings, as in a settings file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Replaces the settings. The answer comes when everything that depends on them is recomputed. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description The settings, as in a settings file; what is left out is as it was at first */
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/review-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many alerts a week the organisation plans to review. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReviewPlan"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Plans how many alerts a week are to be reviewed; the overview then says when there are more. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReviewPlan"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReviewPlan"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules of sign-in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInRules"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Replaces the rules of sign-in. They count from the next request on, also for sessions that began before. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInRules"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInRules"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a session, which is in the cookie of the answer.
         * @description Wrong names, passwords and codes are told in the same words. Failures are limited by login name and network.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Signs in with what the browser answered, in the browser that began it, within five minutes. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyAnswer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionBegun"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Begins a sign-in by passkey: what to hand to `navigator.credentials.get`. No login name is asked for. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyOptions"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways in which people can sign in here. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInWays"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends this session. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources with what has been read from them. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SourceList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in a batch of records.
         * @description The answer comes after the commit: what it counts as accepted survives a crash. Send every batch under a key of its own and, when
         *     no answer comes, the same batch under the same key again; it is then answered with `replayed` and taken in once. The body is one
         *     JSON record per line, one JSON array of records, or a CSV table with a header; as it is, gzip or zstd.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 1 to 255 visible ASCII characters, new for every batch */
                    "Idempotency-Key": string;
                    /** @description `gzip`, `zstd` or `identity` */
                    "Content-Encoding"?: string | null;
                };
                path: {
                    /**
                     * @description Id of the source
                     * @example m365
                     */
                    source: string;
                };
                cookie?: never;
            };
            /** @description The records; at most 64 MiB as sent unless configured otherwise */
            requestBody: {
                content: {
                    "application/json": unknown[];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            responses: {
                /** @description Committed, now or before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PushResult"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The request took too long to arrive */
                408: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Idempotency key used before */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{source}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a push token to a source, in the place of the former one; it is shown once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the source */
                    source: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuedSourceToken"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Revokes the push token of a source; the next push is refused. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the source */
                    source: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The templates that policies are made from, in the order of the reference. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TemplateList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API tokens of one's own account. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Issues an API token to one's own account; it is shown once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuedToken"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API token; it is refused at the next request. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the token */
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Admin units, to which roles can be bound. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnitList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Defines an admin unit, or with `id` redraws one. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUnit"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnitSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmasking-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the vault's own count of names shown and the audit log agree. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingReport"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmasking-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules of unmasking here. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingRules"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /** Changes the rules of unmasking, for requests that are made from now on. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UnmaskingRules"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingRules"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unmaskings that the caller may know of. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Asks to be shown the name of one person. Others decide. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UnmaskingRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings/{unmasking}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One unmasking, with the reason that was given for it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the unmasking */
                    unmasking: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingDetail"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings/{unmasking}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a request of somebody else. The last approval that is needed makes it live. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the unmasking */
                    unmasking: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings/{unmasking}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Denies a request of somebody else. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the unmasking */
                    unmasking: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Ground"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings/{unmasking}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows the name to the one who asked for it, while the unmasking is live. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the unmasking */
                    unmasking: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RevealedName"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings/{unmasking}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a live unmasking before its time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the unmasking */
                    unmasking: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Ground"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unmaskings/{unmasking}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one's own request back. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the unmasking */
                    unmasking: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnmaskingSummary"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unseal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands the master key to a server that was started without it. Whoever has the key may do this; it is kept in memory only. One attempt
         *     at a time, and a wrong key is answered after a second.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Unseal"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unsealed"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own views and those that are shared. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ViewList"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        /** Saves a view. It is the caller's; its name is in use once for each owner, whatever the case of its letters. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewView"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["View"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a view of the caller's. Answered with a conflict when it is not at that version any more. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the view */
                    view: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangedView"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["View"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a view of the caller's. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Id of the view */
                    view: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Done"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works-council": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether nothing is processed without an agreement. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorksCouncil"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        /**
         * Switches works-council mode on, or asks for it to be off: off it is when as many humans have asked within seven days as must sign the
         *     agreement in force, and two at least.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WorksCouncilChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorksCouncil"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not possible as things stand */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Unsupported type or encoding */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        post?: never;
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
        /** Whether the process answers at all. Asks nothing of the database. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Liveness"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
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
        /** Whether the server can do its work: 503 with the conditions that do not hold otherwise. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Readiness"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts and durations in the text format of Prometheus. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description A valid token is needed */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not allowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not a name of this server */
                421: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Too many attempts */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description The server could not do this */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
                /** @description Not available now */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemBody"];
                    };
                };
            };
        };
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
        /** @description What is held about one person, and every look at it. Who looked has no place in it. */
        AccessReport: {
            /** @description All of `looks`, by purpose and role. */
            groups: components["schemas"]["LookGroup"][];
            holdings: components["schemas"]["HeldThing"][];
            /** @description The oldest first. */
            looks: components["schemas"]["LookedAt"][];
            made_at: string;
            /** @description The pseudonym. */
            person: string;
            /** @description The whole report, the organisation's statement included, as text to hand over. */
            text: string;
            /**
             * Format: int64
             * @description Looks that are counted but not listed, because they belong to a case about which nothing may be said yet.
             */
            withheld_looks: number;
        };
        /** @description An account, and the link that is to be handed to its holder. */
        AccountChanged: {
            account: components["schemas"]["AccountSummary"];
            /** @description Path and query of the link, good once for 72 hours; shown only now. */
            set_up?: string | null;
        };
        AccountList: {
            accounts: components["schemas"]["AccountSummary"][];
        };
        /** @description One account. */
        AccountSummary: {
            created: string;
            display_name: string;
            /** @example account-00000000000000000000000000000001 */
            id: string;
            /** @description `human` or `integration`. */
            kind: string;
            last_sign_in?: string | null;
            /** @description Whether the account is linked to an identity at a provider. */
            linked: boolean;
            login: string;
            /** @description Whether one-time codes are set up. */
            one_time_codes: boolean;
            roles: components["schemas"]["RoleHeld"][];
            /** @description `invited`, `active` or `disabled`. */
            state: string;
        };
        /** @description Activities that a predicate selected, newest first. */
        ActivityList: {
            activities: components["schemas"]["ActivityRow"][];
        };
        /** @description One activity. A field is absent where the source does not say. */
        ActivityRow: {
            container?: string;
            detail?: string;
            extension?: string;
            /**
             * @description Names of the fields whose facts are missing, joined by `; `.
             * @example EnforcementMode
             */
            incomplete?: string;
            /** Format: int32 */
            items: number;
            /** @example file-downloaded */
            kind: string;
            label_after?: string;
            label_before?: string;
            label_change: string;
            object?: string;
            /** @description The source's own word. */
            operation: string;
            outcome: string;
            /** @description Pseudonym; absent for services and systems. */
            person?: string | null;
            reach: string;
            sensitive_types?: string;
            severity: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size?: number | null;
            /**
             * @description Source id.
             * @example m365
             */
            source: string;
            target?: string;
            target_domain?: string;
            /** Format: date-time */
            time: string;
            workload: string;
        };
        /** @description Agreements with a works council. */
        AgreementCounts: {
            in_force: boolean;
            /**
             * Format: int64
             * @description Drafts that the caller could sign and has not.
             */
            to_sign: number;
            /** @description Whether nothing is processed without an agreement. */
            works_council: boolean;
        };
        AgreementList: {
            agreements: components["schemas"]["AgreementSummary"][];
        };
        AgreementSignature: {
            at: string;
            /** @description Account. */
            by: string;
        };
        /**
         * @description Where an agreement stands.
         * @enum {string}
         */
        AgreementStanding: "draft" | "awaited" | "in-force" | "expired" | "ended" | "tampered";
        /** @description One agreement. */
        AgreementSummary: {
            /** @description SHA-256 of the text, hexadecimal. */
            digest: string;
            /** @description Accounts that wrote on the draft. */
            drafted_by: string[];
            id: string;
            /** @description Whether this is the one that holds: of several in force, the one that was signed last. */
            in_force: boolean;
            signatures: components["schemas"]["AgreementSignature"][];
            /** Format: int32 */
            signatures_required: number;
            standing: components["schemas"]["AgreementStanding"];
            /** @description What is signed. */
            text: string;
            title: string;
            /**
             * Format: int32
             * @description How many approvers an unmasking needs, 1 or 2.
             */
            unmasking_approvals: number;
            /** @description Purposes for which somebody may be unmasked. */
            unmasking_purposes: string[];
        };
        /** @description What may be done while the agreement is in force. What is not named is not agreed; a list that holds nothing but `all` names everything. */
        AgreementTerms: {
            /**
             * @description Indicators that may be recognised, those that bring somebody in scope included.
             * @example [
             *       "all"
             *     ]
             */
            indicators: string[];
            /** @description What the processing is for, in plain words. */
            purpose: string;
            /** @description For how many days things are kept at most, by kind, such as `history`. */
            retention_days?: {
                [key: string]: number;
            };
            /**
             * Format: int32
             * @description How many approvers must sign, 1 to 9.
             */
            signatures_required: number;
            /**
             * @description Sources whose records may be taken in.
             * @example [
             *       "hr",
             *       "m365"
             *     ]
             */
            sources: string[];
            /** @description Templates from which policies may be made. */
            templates: string[];
            /** @description 1 to 110 bytes. */
            title: string;
            /** @description Ids of the admin units whose persons may be looked at; a person in several is covered by any. */
            units: string[];
            /**
             * Format: int32
             * @description How many approvers an unmasking needs, 1 or 2.
             */
            unmasking_approvals: number;
            /** @description Purposes for which somebody may be unmasked, such as `investigation`. */
            unmasking_purposes?: string[];
            /** @description RFC 3339. */
            valid_from: string;
            /** @description Absent: until it is ended. */
            valid_until?: string | null;
        };
        /** @description What the activities of the person say, from the first to the last that the alert is made of. */
        AlertActivities: {
            /** @description Whether all were looked at; otherwise these are the newest ones. */
            complete: boolean;
            /** Format: int64 */
            counted: number;
            /** @description By outcome, the most first. */
            outcomes: components["schemas"]["Counted"][];
            /**
             * Format: int64
             * @description Those that name a sensitive information type.
             */
            sensitive: number;
            /** @description By source, the most first. */
            sources: components["schemas"]["Counted"][];
        };
        /** @description Open alerts of one span of age. */
        AlertAge: components["schemas"]["BySeverity"] & {
            /**
             * Format: int32
             * @description Opened at least so many days ago, and less than the next entry says.
             */
            from_days: number;
        };
        /** @description What the list of alerts can be narrowed to, and to whom alerts can be given. */
        AlertChoices: {
            /** @description Accounts whose roles let them read alerts, by name; none for whoever may not assign alerts. */
            assignees: components["schemas"]["AssigneeChoice"][];
            /** @description Names of policies. */
            policies: string[];
            /** @description Indicator ids of what can bring persons in scope. */
            triggers: string[];
            /** @description Admin units within the caller's reach, by name. */
            units: components["schemas"]["UnitChoice"][];
        };
        /** @description Alerts that wait for a decision, and how many came and went. */
        AlertCounts: {
            /** @description The open ones by age, the youngest first. */
            ages: components["schemas"]["AlertAge"][];
            /** @description The last 30 days, the oldest first. */
            days: components["schemas"]["AlertsOfDay"][];
            /**
             * Format: int64
             * @description Those of the open ones that the caller was given.
             */
            mine: number;
            open: components["schemas"]["BySeverity"];
            /** @description Those of the open ones that should have been decided on by now. */
            overdue: components["schemas"]["BySeverity"];
            /**
             * Format: int32
             * @description How many alerts a week are planned to be reviewed, if somebody has planned.
             */
            planned_a_week: number | null;
            /** Format: int64 */
            unassigned: number;
        };
        /** @description A decision on an alert. */
        AlertDecision: {
            /** Format: date-time */
            at: string;
            /** @description Account of whoever decided; the operator of a trial has none. */
            by: string | null;
            /** @description The case that it was confirmed into. */
            case?: string | null;
            kind: components["schemas"]["DecisionKind"];
            /**
             * @description Why it was dismissed.
             * @example expected-activity
             */
            reason?: string | null;
            /**
             * Format: date-time
             * @description Until then whoever decided may take it back.
             */
            undo_until: string;
        };
        /** @description One alert with everything that made its score. */
        AlertDetail: components["schemas"]["AlertSummary"] & {
            /** @description The points of all lines add up exactly to the score. Of a decided alert, the lines that the decider saw. */
            ledger: components["schemas"]["LedgerLine"][];
            /** @description Lines without points, by day: what came after the peak day, and the strongest of other times in scope. */
            not_counted: components["schemas"]["LedgerLine"][];
            scope: components["schemas"]["Scope"];
        };
        /** @description What an alert rests on. */
        AlertExplanation: {
            activities: null | components["schemas"]["AlertActivities"];
            /**
             * Format: int32
             * @description The score that opens an alert.
             */
            bar: number;
            /**
             * Format: date
             * @description From this day on, what is left of the evidence would open no alert, unless more comes. Null where it never would have.
             */
            fades: string | null;
            /** @description The strongest first. */
            groups: components["schemas"]["ExplainedGroup"][];
            /**
             * Format: date
             * @description The day on which the evidence weighed most.
             */
            peak: string | null;
            /** @description What assessing gives without the strongest group, then without the two strongest, and so on. */
            peeled: components["schemas"]["Standing"][];
            standing: components["schemas"]["Standing"];
        };
        /** @description The history of an alert, the oldest entry first. */
        AlertHistory: {
            entries: components["schemas"]["HistoryEntry"][];
        };
        /** @description One page of alerts. */
        AlertList: {
            alerts: components["schemas"]["AlertSummary"][];
            /** @description Send it as `cursor`, with the same filters, to read on; absent on the last page. */
            next_cursor?: string | null;
        };
        /**
         * @description Where an alert stands.
         * @enum {string}
         */
        AlertStatus: "needs-review" | "confirmed" | "dismissed" | "resolved";
        /** @description One alert in a list. */
        AlertSummary: {
            /** @description Account that is to decide on it. */
            assignee: string | null;
            decision: null | components["schemas"]["AlertDecision"];
            /**
             * Format: date-time
             * @description Until when it is to be decided on, while it waits.
             */
            due: string | null;
            /**
             * Format: int64
             * @description Evidence over what opens an alert under its policy, in hundredths: 2130 is 21.3 times. Not capped.
             */
            evidence: number;
            /** Format: date-time */
            first_activity: string;
            /** @example alert-0198f2c4a51b7d3e9c55b0a1d2e3f405 */
            id: string;
            /**
             * Format: int32
             * @description Scored insights that the alert is made of.
             */
            insights: number;
            /** @description Alerts of the same person that wait and rest on the same activities; in a list only with `together`. */
            joined: components["schemas"]["JoinedAlert"][];
            /** Format: date-time */
            last_activity: string;
            /** Format: date-time */
            opened: string;
            /**
             * @description Pseudonym.
             * @example amber-otter-482
             */
            person: string;
            /** @description Name of the policy. */
            policy: string;
            risk_factors: components["schemas"]["RiskFactor"][];
            /** Format: int32 */
            score: number;
            severity: components["schemas"]["Severity"];
            /** @description Why the alert is in the spotlight; empty when it is not. */
            spotlight: components["schemas"]["SpotlightReason"][];
            status: components["schemas"]["AlertStatus"];
            /**
             * @description Indicator id of the most recent trigger; empty in a list where the caller may not read the alert. Then there are no factors and no
             *     reasons either.
             */
            trigger: string;
            /**
             * Format: int64
             * @description Raised by every decision, assignment and change of score.
             */
            version: number;
        };
        /** @description One of many alerts. */
        AlertVersion: {
            id: string;
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description What happened on one day. */
        AlertsOfDay: {
            /** Format: date */
            day: string;
            /** Format: int64 */
            decided: number;
            /** Format: int64 */
            opened: number;
        };
        /** @description An account that alerts can be given to. */
        AssigneeChoice: {
            account: string;
            /** @description The name shown. */
            name: string;
        };
        /** @description An alert is given to somebody. */
        Assignment: {
            /** @description An account that may read alerts of the person, or null for nobody. */
            assignee: string | null;
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /**
         * @description Why a rule assigns nothing, or not all that it is about.
         * @enum {string}
         */
        AssignmentProblem: "assignee-gone" | "assignee-cannot-decide" | "assignee-out-of-unit" | "policy-gone" | "unit-gone";
        /** @description A rule of assignment. */
        AssignmentRule: {
            /** @description Account. */
            assignee: string;
            name: string;
            /** @description Name of the policy; its id when it is gone. */
            policy: string | null;
            problem: null | components["schemas"]["AssignmentProblem"];
            severity: null | components["schemas"]["Severity"];
            unit: string | null;
        };
        /** @description All rules, in their order: of those that fit, the first whose assignee may decide on the alert counts. */
        AssignmentRules: {
            rules: components["schemas"]["AssignmentRule"][];
            /**
             * Format: int64
             * @description Raised by each change; 0 as long as nobody has saved any.
             */
            version: number;
        };
        /** @description A file of a case. */
        Attachment: {
            /** Format: date-time */
            at: string;
            /** @description The account that attached it; the operator of a trial has none. */
            by: string | null;
            /** @example attachment-01980000000070008000000000000001 */
            id: string;
            /** @description Absent after everybody whom it concerns was erased; then it cannot be read any more. */
            name?: string | null;
            /** @description Of the bytes, in hexadecimal digits. */
            sha256: string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: number;
            /**
             * @description `pdf`, `png`, `jpeg`, `txt`, `csv`, `eml`, `msg`, `docx`, `xlsx`, `pptx`, `zip` or `json`.
             * @example pdf
             */
            type: string;
        };
        /** @description Files of a case, in the order in which they were attached. */
        AttachmentList: {
            attachments: components["schemas"]["Attachment"][];
        };
        /** @description One entry: an intent, the outcome of one, or more of whom an act showed. */
        AuditEntry: {
            /** @description An account's id, `console`, `anonymous`, a job or a source. */
            actor: string;
            case?: string | null;
            /** @description Binds the entry to what lies beside it. */
            commitment?: string | null;
            /** @description Of an outcome: `done`, `refused`, `failed` or `unknown`. */
            ending?: string | null;
            /**
             * Format: int64
             * @description Of what was shown and of an outcome: the sequence of its intent.
             */
            intent?: number | null;
            /** @description What was acted on. */
            object?: string | null;
            /** @example read-alert */
            operation: string;
            /**
             * @description Pseudonyms of the persons concerned who are within reach, with a comma between.
             * @example amber-otter-482
             */
            person?: string | null;
            /** @description `intent`, `shown` (more persons than its outcome holds) or `outcome`. */
            phase: string;
            purpose?: string | null;
            /** @description In the actor's words; absent when there is none, or it was erased. */
            reason?: string | null;
            /** @description The role group that allowed it. */
            role?: string | null;
            /** Format: int64 */
            sequence: number;
            time: string;
        };
        /** @description Entries of the audit log. */
        AuditList: {
            entries: components["schemas"]["AuditEntry"][];
            /** @description For the next page; absent at the end. A page may hold fewer entries than asked for although there are more. */
            next_cursor?: string | null;
        };
        /** @description Whether the audit log holds. The server says this about itself: whoever does not trust it verifies a copy. */
        AuditVerification: {
            /**
             * Format: int64
             * @description Size of the older head that the log was found to extend.
             */
            extends?: number | null;
            /** @description Root of the tree, in base64. */
            head: string;
            /**
             * Format: int64
             * @description The first entry that cannot be relied on.
             */
            index?: number | null;
            /**
             * Format: int64
             * @description Intents without an outcome; this request is one of them.
             */
            open: number;
            /** @description What is wrong. */
            problem?: string | null;
            /** Format: int64 */
            records: number;
            valid: boolean;
        };
        /** @description How many of each severity. */
        BySeverity: {
            /** Format: int64 */
            high: number;
            /** Format: int64 */
            low: number;
            /** Format: int64 */
            medium: number;
        };
        /** @description A case is given to somebody. */
        CaseAssignment: {
            /** @description An account that may see the case, or null for nobody. */
            assignee: string | null;
        };
        /** @description How a case ends. */
        CaseClosing: {
            /**
             * @description What was done because of it: `none`, `conversation`, `access-restricted`, `handed-over` or `other`.
             * @example none
             */
            action: string;
            /**
             * @description `benign` or `confirmed-violation`.
             * @example benign
             */
            outcome: string;
            /** @description Why: at most 4,000 characters. It is sealed like a note. */
            reason: string;
        };
        /** @description Open cases that the caller sees. */
        CaseCounts: {
            /**
             * Format: int64
             * @description To which the caller contributes.
             */
            mine: number;
            /** Format: int64 */
            open: number;
        };
        /** @description The history of a case, the oldest entry first. */
        CaseHistory: {
            entries: components["schemas"]["CaseHistoryEntry"][];
        };
        /** @description One entry of a case's history. */
        CaseHistoryEntry: {
            /** @description The account that was added, removed or given the case. Absent when it was given to nobody. */
            account?: string | null;
            /** @description What was done because of it. */
            action?: string | null;
            /** @description The alert that came into the case or left it. */
            alert?: string | null;
            /** Format: date-time */
            at: string;
            /** @description The file that was attached. */
            attachment?: string | null;
            /** @description Account; the operator of a trial has none. */
            by: string | null;
            kind: components["schemas"]["CaseHistoryKind"];
            /** @description What the case came to. */
            outcome?: string | null;
            /** @description The SHA-256 of the file that was attached or of the package that left, in hexadecimal digits. */
            sha256?: string | null;
            /**
             * Format: int64
             * @description The bytes of that file or package.
             */
            size?: number | null;
            /** @description The task that it is about. */
            task?: string | null;
            /** @description What was written, in a note, as the reason of closing or as the recipient of a package; absent after everybody whom it concerns was erased. */
            text?: string | null;
        };
        /**
         * @description What happened to a case.
         * @enum {string}
         */
        CaseHistoryKind: "opened" | "note" | "contributor-added" | "contributor-removed" | "assigned" | "alert-confirmed" | "alert-withdrawn" | "task-added" | "task-changed" | "task-done" | "task-reopened" | "attached" | "closed" | "reopened" | "handed-over";
        /** @description Cases, the newest first. */
        CaseList: {
            cases: components["schemas"]["CaseSummary"][];
        };
        /** @description What somebody wrote on a case. */
        CaseNote: {
            /** Format: date-time */
            at: string;
            /** @description Account; the operator of a trial has none. */
            by: string | null;
            /** @description Absent after everybody whom it concerns was erased. */
            text?: string | null;
        };
        /** @description Notes on a case, the oldest first. */
        CaseNoteList: {
            notes: components["schemas"]["CaseNote"][];
        };
        /** @description One case. */
        CaseSummary: {
            /** @description The account that answers for it. Absent when it is given to nobody. */
            assignee?: string | null;
            /** @description When something was last done in it: its history has what. */
            changed_at: string;
            closed_at?: string | null;
            /** @description Accounts that may see it. */
            contributors: string[];
            /**
             * Format: date
             * @description The first day until which one of its open tasks is to be done.
             */
            due?: string | null;
            /** @example case-01980000000070008000000000000001 */
            id: string;
            opened_at: string;
            /** @description The account that opened it. */
            opened_by: string;
            /** @description What it came to: `benign` or `confirmed-violation`. Absent while it is open. */
            outcome?: string | null;
            /** @description Pseudonyms. */
            persons: string[];
        };
        /** @description What becomes of a task. What is left out is empty then. */
        ChangedTask: {
            done: boolean;
            /**
             * Format: date
             * @description The last day on which it is in time.
             */
            due?: string | null;
            /** @description An account that may see the case. */
            owner?: string | null;
            /** @description What is to be done: one line of plain text. It is sealed like a note. */
            title: string;
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description What becomes of a view. */
        ChangedView: {
            /** @description One line of plain text. It is not sealed: write no name of a person. */
            name: string;
            /** @description As in a new view. */
            query: {
                [key: string]: string;
            };
            /** @description Whether all who may list alerts see it. */
            shared: boolean;
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description One condition of readiness. */
        Check: {
            /** @example records */
            name: string;
            ok: boolean;
            /** @description What is the matter; absent when it holds. */
            problem?: string | null;
        };
        /** @description A seed that waits for its first code. */
        CodesBegun: {
            /** @description The `otpauth:` address for the authenticator app. */
            uri: string;
        };
        /** @description One-time codes are set up; all earlier sessions of the account are over, this one goes on. */
        CodesSetUp: {
            csrf: string;
            /** @description Each good once; shown only now. */
            recovery_codes: string[];
        };
        /** @description One condition. */
        ConditionRow: {
            met: boolean;
            text: string;
        };
        /** @description Proof of who uses the session. */
        ConfirmRequest: {
            code?: string | null;
            password: string;
        };
        /** @description An alert is confirmed. */
        Confirmation: {
            /** @description An open case to which the caller contributes; without one a new case is opened for the person. */
            case?: string | null;
            /** @description At most 4,000 characters. */
            note?: string | null;
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description A text and how many activities have it. */
        Counted: {
            /** Format: int64 */
            count: number;
            name: string;
        };
        /** @description What was done on one day. */
        DayTotal: {
            /** Format: int64 */
            count: number;
            /** Format: date */
            day: string;
            /**
             * Format: int64
             * @description How many of them with sensitive information.
             */
            sensitive: number;
        };
        /**
         * @description What was decided.
         * @enum {string}
         */
        DecisionKind: "dismissed" | "confirmed";
        /** @description An alert is dismissed. */
        Dismissal: {
            /** @description At most 4,000 characters. */
            note?: string | null;
            /**
             * @description `expected-activity`, `authorised`, `false-positive`, `duplicate` or `not-worth-pursuing`.
             * @example expected-activity
             */
            reason: string;
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description Something was done about which there is nothing more to say. */
        Done: {
            done: boolean;
        };
        /** @description How a person is to be erased. */
        EraseRequest: {
            /** @description `identity`: nobody can tell any more whom the data are about. `everything`: what is stored about the pseudonym goes too. */
            depth?: string | null;
            /** @description `person-asked`, `no-longer-needed`, `unlawful` or `ordered`. */
            ground: string;
        };
        /** @description A person is erased. */
        Erased: {
            /** @description A note signed with the key of the audit log. Its text also has the number that stood for the person, which leads to nobody. */
            certificate: string;
        };
        /** @description Erasures and holds, the newest first. */
        ErasureList: {
            erasures: components["schemas"]["ErasureRow"][];
            holds: components["schemas"]["HoldRow"][];
        };
        /** @description One erasure. */
        ErasureRow: {
            /** @description The signed note; absent while the erasure is not finished. */
            certificate?: string | null;
            depth: string;
            ground: string;
            id: string;
            /** @description The pseudonym, which leads to nobody any more. */
            person: string;
            requested_at: string;
        };
        /** @description One indicator on one day, with its norm. */
        ExplainedDay: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            count: number;
            /** Format: date */
            day: string;
            /**
             * Format: int64
             * @description The person's own mean a day, in hundredths; null without a day to know it from.
             */
            own: number | null;
            /**
             * Format: int32
             * @description How many days of the person that mean is from.
             */
            own_days: number;
            /**
             * Format: int64
             * @description The mean of peers a day, in hundredths.
             */
            peers: number;
            /**
             * Format: int64
             * @description How many of them with priority content.
             */
            priority: number;
            reached: components["schemas"]["Reached"];
            /**
             * Format: int64
             * @description How many of them with sensitive information.
             */
            sensitive: number;
            /**
             * Format: int32
             * @description How far the count is from both, in tenths of a bit.
             */
            surprise: number;
            /**
             * Format: int32
             * @description The threshold that was reached, or the lowest one.
             */
            threshold: number;
            /**
             * Format: int64
             * @description How many of them to a domain that is not allowed.
             */
            unallowed: number;
        };
        /** @description All that there was of one indicator until the day on which the evidence weighed most. */
        ExplainedGroup: {
            /** @description The first day first. */
            days: components["schemas"]["ExplainedDay"][];
            /**
             * Format: int64
             * @description Evidence over what opens an alert, in hundredths.
             */
            evidence: number;
            family: components["schemas"]["IndicatorFamily"];
            /** @description Indicator id. */
            indicator: string;
            /** @description What would be left without it. */
            without: components["schemas"]["Standing"];
        };
        FirstCode: {
            code: string;
        };
        /** @description How far and how long a role is given. */
        GrantRequest: {
            /**
             * @description RFC 3339; absent: until it is revoked.
             * @default null
             */
            expires: string | null;
            /**
             * @description Ids of admin units; absent: everybody.
             * @default null
             */
            units: string[] | null;
        };
        /** @description Why an unmasking is denied or ended. */
        Ground: {
            /**
             * @description For a denial `not-necessary`, `too-weak`, `purpose-not-allowed`, `too-long`, `not-explained` or `conflict-of-interest`; for an end
             *     `no-longer-needed`, `case-closed`, `wrong-person`, `misuse`, `viewer-left` or `agreement-ended`.
             */
            ground: string;
        };
        /** @description Something that the program looked at. */
        HealthCondition: {
            condition: string;
            /** @description The state, or what to do. */
            detail: string;
            ok: boolean;
        };
        /** @description One kind of thing that is held. */
        HeldThing: {
            /** Format: int64 */
            count: number;
            from?: string | null;
            /** @description When the last of it is deleted if nothing new comes in; absent while something else decides. */
            kept_until?: string | null;
            sources: string[];
            to?: string | null;
            what: string;
        };
        /** @description One entry of an alert's history. */
        HistoryEntry: {
            /** @description Absent when it was given to nobody. */
            assignee?: string | null;
            /** Format: date-time */
            at: string;
            /** @description Account; null for the program and for the operator of a trial. */
            by: string | null;
            case?: string | null;
            kind: components["schemas"]["HistoryKind"];
            reason?: string | null;
            /** @description The name of the rule that assigned it; absent when somebody did. */
            rule?: string | null;
            /** @description What was written; absent after the person was erased. */
            text?: string | null;
        };
        /**
         * @description What happened to an alert.
         * @enum {string}
         */
        HistoryKind: "opened" | "assigned" | "note" | "dismissed" | "confirmed" | "undone";
        /** @description A hold stands. */
        HoldPlaced: {
            /** @example hold-00000000000000000000000000000001 */
            id: string;
        };
        /** @description Why a person or a case is held. */
        HoldRequest: {
            /** @description `legal-claim`, `authority-order`, `statutory-duty` or `person-asked`. */
            ground: string;
        };
        /** @description One hold. */
        HoldRow: {
            ground: string;
            id: string;
            /** @description It stands, and nobody has looked at it for half a year. */
            is_due_for_review: boolean;
            lifted_at?: string | null;
            /** @description The pseudonym of the person who is held, or the id of the case. */
            on: string;
            placed_at: string;
            review_at: string;
        };
        /**
         * @description What kind of activity an indicator is about.
         * @enum {string}
         */
        IndicatorFamily: "access" | "collection" | "obfuscation" | "exfiltration" | "deletion" | "security" | "context";
        /** @description What was done of one indicator in a whole period. */
        IndicatorTotal: {
            /** Format: int64 */
            count: number;
            /**
             * Format: int64
             * @description Days on which there was anything.
             */
            days: number;
            family: components["schemas"]["IndicatorFamily"];
            /** @description Indicator id. */
            indicator: string;
            /**
             * Format: int64
             * @description How many of them with sensitive information.
             */
            sensitive: number;
        };
        /** @description A token of a source; the secret is shown only now. */
        IssuedSourceToken: {
            /** @description For `Authorization: Bearer` when the source pushes its records. */
            secret: string;
            source: string;
        };
        /** @description A token; the secret is shown only now. */
        IssuedToken: {
            secret: string;
            token: components["schemas"]["TokenSummary"];
        };
        /** @description An alert that stands with the entry of another: one decision for both. */
        JoinedAlert: {
            id: string;
            /** @description Name of the policy. */
            policy: string;
            /** Format: int32 */
            score: number;
            /** Format: int64 */
            version: number;
        };
        /** @description One line of the ledger. */
        LedgerLine: {
            /** Format: int64 */
            count: number;
            /** Format: date */
            day: string;
            /** @description Indicator id. */
            indicator: string;
            kind: components["schemas"]["LineKind"];
            /** Format: int32 */
            points: number;
            /**
             * Format: int32
             * @description The threshold that the count reached, or the lowest one when it reached none.
             */
            threshold: number;
            /** @description A plain sentence, without names. */
            title: string;
            /**
             * Format: int32
             * @description The score that assessing gives without the whole insight: without its day and indicator, in all lines and in what is usual.
             */
            without: number;
        };
        /**
         * @description What a ledger line is about.
         * @enum {string}
         */
        LineKind: "insight" | "unusual" | "sensitive" | "priority-content" | "unallowed-domain" | "large-files";
        /** @description That the process answers. */
        Liveness: {
            /** @description Always true. */
            live: boolean;
        };
        /** @description Looks for the same purpose under the same role. */
        LookGroup: {
            /** Format: int64 */
            count: number;
            first: string;
            last: string;
            /** @description Where one had to be stated. */
            purpose?: string | null;
            /** @description The role group that allowed it; absent for the command line. */
            role?: string | null;
        };
        /** @description One look: an act that named the person, or showed anything about them. */
        LookedAt: {
            at: string;
            in_a_case: boolean;
            operation: string;
            /** @description Where one had to be stated. */
            purpose?: string | null;
            /** @description The role group that allowed it; absent for the command line. */
            role?: string | null;
        };
        /** @description What is done with each of many alerts. */
        ManyAct: {
            /** @enum {string} */
            kind: "dismiss";
            note?: string | null;
            reason: string;
        } | {
            assignee?: string | null;
            /** @enum {string} */
            kind: "assign";
        } | {
            case?: string | null;
            /** @enum {string} */
            kind: "confirm";
        };
        /** @description The same is done with many alerts. */
        ManyDecisions: {
            act: components["schemas"]["ManyAct"];
            alerts: components["schemas"]["AlertVersion"][];
        };
        /** @description What became of one of many alerts. */
        ManyResult: {
            /** @description Why it was refused. */
            detail?: string | null;
            id: string;
            status: components["schemas"]["ManyStatus"];
        };
        /** @description What became of many alerts, in the order in which they were named. */
        ManyResults: {
            results: components["schemas"]["ManyResult"][];
        };
        /**
         * @description What became of one of many alerts.
         * @enum {string}
         */
        ManyStatus: "done" | "changed" | "refused";
        /** @description Who asks. */
        Me: {
            account: components["schemas"]["AccountSummary"];
            /** @description For `X-Ombud-Csrf`; absent when a token asks. */
            csrf?: string | null;
            /** @description Whether who this is was confirmed within the last ten minutes. */
            fresh: boolean;
            /** @description Whether a second factor has to be set up before anything else can be done. */
            must_set_up: boolean;
            /**
             * @description What was proposed that takes a second person, and what became of it lately: told to those who may list proposals. Which cases were
             *     opened lately: told to those who see them without contributing.
             */
            notices: string[];
            /** @description What one's roles open, by the names of the reference of roles. Where, and about whom, is decided act by act. */
            operations: string[];
            /** @description Recovery codes that are left. */
            recovery_codes: number;
        };
        /** @description An account to be created. */
        NewAccount: {
            display_name: string;
            /** @description An integration has no sign-in. */
            integration?: boolean;
            login: string;
            /** @description The pseudonym of the monitored person who this is: they never see their own case. */
            person?: string | null;
        };
        /** @description A rule that gives alerts to somebody when they are opened. A condition that is absent does not restrict. */
        NewAssignmentRule: {
            /** @description Account. */
            assignee: string;
            /** @description One line of plain text, in use once. It stands in the history of the alerts. */
            name: string;
            /** @description Name of the policy. */
            policy?: string | null;
            severity?: null | components["schemas"]["Severity"];
            /** @description The alert's person is in this unit. */
            unit?: string | null;
        };
        /** @description All rules, to be put in the place of those that are there. */
        NewAssignmentRules: {
            rules: components["schemas"]["NewAssignmentRule"][];
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description A case to be opened. */
        NewCase: {
            /** @description Pseudonyms of those whom it is about; at least one. */
            persons: string[];
            /** @description Why it is opened, where no alert says so: at most 4,000 characters. It is the first note on the case. */
            reason?: string | null;
        };
        /** @description A note on a case. */
        NewCaseNote: {
            /** @description At most 4,000 characters. */
            text: string;
        };
        /** @description A case is handed over. */
        NewHandOver: {
            /** @description Whether the names go along that are released to the caller in this case now. Each is released once more, which counts. */
            names: boolean;
            /**
             * @description Whom it goes to, and why: one line of plain text. It is sealed like a note, stands in the package, and is the reason in the audit log.
             * @example Legal department, for the hearing on Friday
             */
            recipient: string;
        };
        /** @description A note on an alert. */
        NewNote: {
            /** @description At most 4,000 characters. */
            text: string;
        };
        /** @description Something about a person is asked for. */
        NewPersonRequest: {
            asks: components["schemas"]["PersonRequestAsks"];
            /**
             * Format: int32
             * @description For how many days it is to be in force, from the approval on.
             */
            days: number;
            /**
             * @description Pseudonym.
             * @example amber-otter-482
             */
            person: string;
            /**
             * @description `investigation`, `interview`, `containment`, `exoneration`, `safeguarding`, `legal-claim`, `report-to-authority` or
             *     `rights-of-the-person`.
             * @example investigation
             */
            purpose: string;
            /** @description Why it is needed, for those who decide: 10 to 4,000 bytes. Sealed under the person's key, and not logged. */
            reason: string;
        };
        /** @description A custom role: a name for a set of operations. */
        NewRole: {
            held_by?: components["schemas"]["RoleHolders"];
            /** @description Names of operations, such as `list-alerts`. */
            operations: string[];
            /** @description Sees requests and cases without contributing to them. */
            oversees?: boolean;
            /** @description Unites duties that are otherwise kept apart. Counts only while the installation is a pilot. */
            pilot?: boolean;
            /** @description 1 to 110 bytes. */
            title: string;
        };
        /** @description A task to be added to a case. */
        NewTask: {
            /**
             * Format: date
             * @description The last day on which it is in time.
             * @example 2026-07-01
             */
            due?: string | null;
            /** @description An account that may see the case. */
            owner?: string | null;
            /**
             * @description What is to be done: one line of plain text. It is sealed like a note.
             * @example Ask for the hand-over list
             */
            title: string;
        };
        /** @description A token to be issued to one's own account. */
        NewToken: {
            /**
             * Format: int32
             * @description 1 to 365.
             */
            days: number;
            name: string;
            /** @description Names of operations, such as `list-alerts`. */
            operations: string[];
        };
        /** @description An admin unit to be defined, or with `id` to be redrawn. */
        NewUnit: {
            departments?: string[];
            divisions?: string[];
            groups?: string[];
            id?: string | null;
            name: string;
            /** @description Pseudonyms of those who are in it whatever the personnel records say. */
            persons?: string[];
            /** @description A person is in it who matches one name of each list that names something. Names are compared without regard to case. */
            regions?: string[];
        };
        /** @description A view to be saved. */
        NewView: {
            /**
             * @description One line of plain text. It is not sealed: write no name of a person.
             * @example Late and high
             */
            name: string;
            /**
             * @description Values by key: `status`, `severity`, `policy` (its name), `assignee` (`me`, `none`), `overdue` (`true`), `from`, `to`, `person`
             *     (a pseudonym), `columns`.
             */
            query: {
                [key: string]: string;
            };
            /** @description Whether all who may list alerts see it. */
            shared: boolean;
        };
        /** @description What waits for the caller. A part that their roles do not open is null. */
        Overview: {
            agreements: null | components["schemas"]["AgreementCounts"];
            alerts: null | components["schemas"]["AlertCounts"];
            cases: null | components["schemas"]["CaseCounts"];
            health: components["schemas"]["HealthCondition"][] | null;
            /** @description As in one's own account. */
            notices: string[];
            proposals: null | components["schemas"]["ProposalCounts"];
            requests: null | components["schemas"]["RequestCounts"];
            sources: components["schemas"]["SourceState"][] | null;
        };
        /** @description What `navigator.credentials.get` gave. */
        PasskeyAnswer: {
            answer: Record<string, never>;
        };
        /** @description How a passkey is called from now on. */
        PasskeyLabel: {
            /** @description 1 to 60 characters. */
            label: string;
        };
        PasskeyList: {
            passkeys: components["schemas"]["PasskeySummary"][];
        };
        /** @description What `navigator.credentials.create` gave, and how the passkey is called. */
        PasskeyMade: {
            answer: Record<string, never>;
            /** @description 1 to 60 characters: the device. */
            label: string;
        };
        /** @description What to hand to `navigator.credentials`. */
        PasskeyOptions: {
            /** @description With bytes as base64url, as WebAuthn's JSON has them. */
            options: Record<string, never>;
        };
        /** @description One passkey of one's own account. */
        PasskeySummary: {
            created: string;
            /** @description 16 digits that say nothing about the passkey. */
            id: string;
            /** @description What its owner calls it. */
            label: string;
            last_used?: string | null;
        };
        /** @description A new password for one's own account. */
        PasswordChange: {
            /** @description The password of today; left out only by an account that has none. */
            current?: string | null;
            /** @description 12 to 128 characters. */
            new: string;
        };
        /** @description What a person did of one indicator on one day. */
        PersonDay: {
            /** Format: int64 */
            count: number;
            /** Format: date */
            day: string;
            family: components["schemas"]["IndicatorFamily"];
            /** @description Indicator id. */
            indicator: string;
            /**
             * Format: int64
             * @description The person's own mean a day, in hundredths; null without a day to know it from.
             */
            own: number | null;
            /**
             * Format: int64
             * @description The mean of peers a day, in hundredths.
             */
            peers: number;
            /**
             * Format: int32
             * @description What it would score by itself, under the policy that gives it most; 0 out of scope.
             */
            score: number;
            /**
             * Format: int64
             * @description How many of them with sensitive information.
             */
            sensitive: number;
            /**
             * Format: int32
             * @description How far the count is from both, in tenths of a bit.
             */
            surprise: number;
        };
        /** @description One person, with the days that were asked for. */
        PersonDetail: {
            /** @description By day and indicator. Decisions on alerts play no role. */
            days: components["schemas"]["PersonDay"][];
            /**
             * Format: date
             * @description Day of the first activity; null where nothing was recognised.
             */
            first_day: string | null;
            /**
             * Format: date
             * @description The first day that is shown.
             */
            from: string;
            /**
             * Format: date
             * @description Day of the last activity that was recognised.
             */
            last_day: string | null;
            /**
             * @description Pseudonym.
             * @example amber-otter-482
             */
            person: string;
            /** @description Policies that the person is or was in scope of. */
            policies: components["schemas"]["PersonScope"][];
            /**
             * Format: date
             * @description The last day that is shown.
             */
            to: string;
            /** @description Ids of the admin units that the person is in today. */
            units: string[];
        };
        /** @description One page of persons. */
        PersonList: {
            /** @description Send it as `cursor`, with the same filters, to read on; absent on the last page. */
            next_cursor?: string | null;
            persons: components["schemas"]["PersonSummary"][];
        };
        /** @description What is asked for about a person. */
        PersonRequestAsks: {
            /**
             * Format: date
             * @example 2027-01-01
             */
            from: string;
            /** @enum {string} */
            kind: "user-report";
            /**
             * Format: date
             * @example 2027-01-14
             */
            to: string;
        } | {
            /** @enum {string} */
            kind: "scoring-by-hand";
            /** @description Names of policies. */
            policies: string[];
        };
        /** @description One request about a person, and why it was made. */
        PersonRequestDetail: components["schemas"]["PersonRequestSummary"] & {
            /** @description In the words of the one who asked. */
            reason?: string | null;
        };
        /** @description Why a request about a person is denied, or ended before its time. */
        PersonRequestGround: {
            /**
             * @description For a denial `not-necessary`, `too-weak`, `purpose-not-allowed`, `too-long`, `not-explained` or `conflict-of-interest`; for an end
             *     `no-longer-needed`, `case-closed`, `wrong-person`, `misuse`, `viewer-left` or `agreement-ended`.
             */
            ground: string;
        };
        /** @description Requests about persons, the newest first. */
        PersonRequestList: {
            requests: components["schemas"]["PersonRequestSummary"][];
        };
        /**
         * @description Where a request about a person stands.
         * @enum {string}
         */
        PersonRequestState: "requested" | "approved" | "denied" | "withdrawn" | "lapsed" | "expired" | "ended";
        /** @description One request about a person. */
        PersonRequestSummary: {
            approved_at?: string | null;
            /** @description The account that approved it. */
            approved_by?: string | null;
            asked_at: string;
            /** @description The account that asked. */
            asked_by: string;
            asks: components["schemas"]["PersonRequestAsks"];
            /**
             * Format: int32
             * @description For how many days it is in force, from the approval on.
             */
            days: number;
            /** @description When it was denied, withdrawn or ended, or was over. */
            ended_at?: string | null;
            /** @description Who denied or ended it: an account. */
            ended_by?: string | null;
            /** @description When the request lapses, or what was approved ends by itself. */
            ends_at?: string | null;
            /** @description Why it was denied or ended. */
            ground?: string | null;
            /** @example person-request-00000000000000000000000000000001 */
            id: string;
            /** @description Pseudonym. */
            person: string;
            purpose: string;
            state: components["schemas"]["PersonRequestState"];
        };
        /** @description One policy that a person is in scope of. */
        PersonScope: {
            /** @description Name of the policy. */
            policy: string;
            scope: components["schemas"]["Scope"];
            /** Format: int32 */
            score: number;
        };
        /** @description One monitored person. */
        PersonSummary: {
            /** @description Whether the person is in scope of at least one policy. */
            in_scope: boolean;
            /**
             * @description Pseudonym.
             * @example amber-otter-482
             */
            person: string;
            policies: components["schemas"]["PersonScope"][];
        };
        /** @description Whether the installation is a pilot. */
        Pilot: {
            /** @description Why the pilot cannot end as things stand. */
            cannot_end?: string | null;
            /** @description What the end of the pilot takes away. */
            ending_withdraws: components["schemas"]["Withdrawn"][];
            on: boolean;
        };
        PilotChange: {
            on: boolean;
            /** @description When it ends: take away what unites duties. */
            withdraw?: boolean;
        };
        /** @description All policies. */
        PolicyList: {
            policies: components["schemas"]["PolicySummary"][];
        };
        /** @description One policy. */
        PolicySummary: {
            /**
             * Format: int32
             * @description Days of scoring after a trigger.
             */
            activation_days: number;
            /** @description `fewer`, `default` or `more`. */
            alert_volume: string;
            enabled: boolean;
            /** @example policy-5f0c2a7e6b1d4c3f8a9e0b1c2d3e4f50 */
            id: string;
            /** @description Ids of the indicators that are scored. */
            indicators: string[];
            /**
             * Format: int32
             * @description Days before the trigger that are pulled in.
             */
            look_back_days: number;
            name: string;
            /**
             * @description Template id.
             * @example data-leaks
             */
            template: string;
            /** @description Indicator ids of the triggers. */
            triggers: string[];
        };
        /** @description A problem as it is sent. */
        ProblemBody: {
            current?: null | components["schemas"]["AlertDetail"];
            /** @description What to do about this one. */
            detail: string;
            /**
             * @description This occurrence, by the id of the request; the server's log has the same.
             * @example urn:ombud:request:3f0c9a5e-7c1b-4d0e-9a41-0d6f2b8c7e55
             */
            instance: string;
            /** Format: int32 */
            status: number;
            /** @example Not found */
            title: string;
            /**
             * @description Names the kind of problem; never changes.
             * @example urn:ombud:problem:not-found
             */
            type: string;
        };
        /** @description Changes that take a second person. */
        ProposalCounts: {
            /**
             * Format: int64
             * @description Made by others, and open.
             */
            to_decide: number;
        };
        /** @description All proposals, the newest first. */
        ProposalList: {
            /** @description Whether the two-person rule holds. It begins with the second administrator and the first approver, and does not end. */
            in_force: boolean;
            /** @description Who is missing for the rule. */
            missing: string[];
            proposals: components["schemas"]["ProposalSummary"][];
        };
        /**
         * @description How far a proposal has come.
         * @enum {string}
         */
        ProposalState: "open" | "approved" | "refused" | "done" | "expired";
        /** @description A change that somebody proposed. */
        ProposalSummary: {
            /** @description The account that it is about. */
            account?: string | null;
            /** @description When it was approved, refused or done. */
            decided_at?: string | null;
            /** @description Account of the one who approved or refused it. */
            decided_by?: string | null;
            /** @description From then on it counts for nothing, unless it was done. */
            ends_at: string;
            /** @example proposal-00000000000000000000000000000001 */
            id: string;
            /** @description What kind of change it is, such as `reset-account`. */
            kind: string;
            proposed_at: string;
            /** @description Account of the one who made it, and the only one who can have it done. */
            proposed_by: string;
            state: components["schemas"]["ProposalState"];
            /** @description What exactly is to be done, for people. */
            text: string;
        };
        /** @description What became of one pushed batch. `accepted + duplicates + corrected + rejected` equals `read`. */
        PushResult: {
            /** Format: int64 */
            accepted: number;
            /**
             * Format: int64
             * @description How many records an older reader had read, and say something else now: the new facts count.
             */
            corrected: number;
            /**
             * Format: int64
             * @description Records that were already there.
             */
            duplicates: number;
            /**
             * Format: int64
             * @description How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
             */
            incomplete: number;
            /** Format: int64 */
            read: number;
            /** Format: int64 */
            rejected: number;
            /** @description The first 100 rejected records; all of them are kept and can be retried. */
            rejects: components["schemas"]["Reject"][];
            /** @description Whether this idempotency key was answered before: then nothing was taken in, and this is the first answer again. */
            replayed: boolean;
        };
        /**
         * @description Which threshold a count reached.
         * @enum {string}
         */
        Reached: "nothing" | "low" | "medium" | "high";
        /** @description Whether the server can do its work. */
        Readiness: {
            checks: components["schemas"]["Check"][];
            /** @description Whether all checks hold. */
            ready: boolean;
        };
        /** @description Recovery codes in place of all earlier ones. */
        RecoveryCodeList: {
            /** @description Each good once; shown only now. */
            recovery_codes: string[];
        };
        /** @description One record that was not accepted. */
        Reject: {
            /**
             * @description Where it stands in the batch.
             * @example record 17
             */
            place: string;
            /** @example the record has no time */
            reason: string;
        };
        /** @description Rejected records, in the order in which they came in. */
        RejectList: {
            /** @description For the next page; absent on the last one. */
            next_cursor?: string | null;
            rejects: components["schemas"]["RejectedRecord"][];
        };
        /** @description One rejected record. What it says, and the name of the file it came in, may name anybody and are not shown. */
        RejectedRecord: {
            first_seen: string;
            /** @description Where in its input it stands. */
            place: string;
            reason: string;
            source: string;
        };
        /** @description Requests for names. */
        RequestCounts: {
            /**
             * Format: int64
             * @description The caller's own, under which the name can be shown now.
             */
            own_live: number;
            /** Format: int64 */
            own_open: number;
            /**
             * Format: int64
             * @description Made by others, open, and the caller's roles open the decision.
             */
            to_decide: number;
        };
        /** @description How long kinds are to be kept. */
        RetentionChange: {
            /** @description Days by kind; what is not named stays as it is. */
            days: {
                [key: string]: number;
            };
        };
        /** @description How long each kind is kept. */
        RetentionList: {
            kinds: components["schemas"]["RetentionRow"][];
        };
        /** @description What is to be deleted. */
        RetentionRequest: {
            /** @description Carries out the plan of this name, which the brake has stopped. */
            confirm?: string | null;
        };
        /** @description How long one kind is kept. */
        RetentionRow: {
            /**
             * Format: int32
             * @description What the agreement in force allows at most.
             */
            agreed?: number | null;
            /** Format: int32 */
            days: number;
            /**
             * Format: int32
             * @description What a setting may choose.
             */
            from: number;
            kind: string;
            /** Format: int32 */
            to: number;
            /** Format: int32 */
            usual_days: number;
        };
        /** @description What a run did, or why it did nothing. */
        RetentionRun: {
            /** @description Whether the brake stopped it. Then `due` is what would have gone. */
            braked: boolean;
            /** @description Rows by kind. */
            due: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Number of the run, where it was carried out.
             */
            number?: number | null;
            /** @description Names the plan: what `confirm` expects. */
            plan: string;
            /** @description Why the brake stopped it. */
            reasons: string[];
        };
        /** @description What trying again brought. `accepted + duplicates + corrected + rejected` equals `tried`. */
        Retried: {
            /** Format: int64 */
            accepted: number;
            /** Format: int64 */
            alerts_opened: number;
            /** Format: int64 */
            alerts_updated: number;
            /**
             * Format: int64
             * @description How many records an older reader had read, and say something else now: the new facts count.
             */
            corrected: number;
            /** Format: int64 */
            duplicates: number;
            /**
             * Format: int64
             * @description How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
             */
            incomplete: number;
            /** Format: int64 */
            rejected: number;
            /** Format: int64 */
            tried: number;
        };
        /** @description How rejected records are tried again. */
        RetryRequest: {
            /** @description The text of the mapping file, for sources that need one. */
            mapping?: string | null;
        };
        /** @description The name of one person, released once more. It is in the audit log and counted. */
        RevealedName: {
            name: string;
            /** @description Pseudonym. */
            person: string;
            /** @description Until when it may be looked at again. */
            until: string;
        };
        /** @description How many alerts a week are planned to be reviewed. */
        ReviewPlan: {
            /**
             * Format: int32
             * @description 1 to 100,000; null for no plan.
             */
            alerts_a_week: number | null;
        };
        /**
         * @description What makes an alert's evidence weigh more, beside how much there is.
         * @enum {string}
         */
        RiskFactor: "unusual" | "sensitive" | "priority-content" | "unallowed-domain" | "collected-before" | "repeated-exfiltration";
        RoleDefined: {
            /** @description What should not stay as it is: duties held together in a pilot. */
            warnings: string[];
        };
        RoleGranted: {
            /** @description What should not stay as it is: duties held together in a pilot. */
            warnings: string[];
        };
        /** @description One role of an account. */
        RoleHeld: {
            expires?: string | null;
            /** @description Given by a group of the account's provider, and held as long as the provider names it. */
            from_groups: boolean;
            role: string;
            /** @description Ids of the admin units it is bound to; absent when it reaches everybody. */
            units?: string[] | null;
        };
        /**
         * @description Who may be given a role.
         * @enum {string}
         */
        RoleHolders: "humans" | "integrations" | "either";
        RoleList: {
            roles: components["schemas"]["RoleSummary"][];
        };
        RoleMember: {
            account: string;
            expires?: string | null;
            /** @description Given by a group of the account's provider. */
            from_groups: boolean;
            units?: string[] | null;
        };
        /** @description One role and who holds it. */
        RoleSummary: {
            id: string;
            /** @description Accounts that hold it. */
            members: components["schemas"]["RoleMember"][];
            operations: string[];
            title: string;
        };
        /** @description Why and how long a person is in scope of a policy. */
        Scope: {
            /**
             * Format: date
             * @description First day scored.
             */
            from: string;
            /** @description Indicator id of the most recent trigger; `by-hand` where none triggered and an approved request brought the person in scope. */
            trigger: string;
            /**
             * Format: date
             * @description Day of the most recent trigger, or from which on the person is in scope by hand.
             */
            triggered: string;
            /**
             * Format: date
             * @description Last day scored.
             */
            until: string;
        };
        /**
         * @description Who needs a second factor beside a password. A passkey is two factors in one; with a provider it is the provider's question.
         * @enum {string}
         */
        SecondFactor: "required" | "required-except-for" | "not-required";
        /** @description A session began; it is in the cookie. */
        SessionBegun: {
            /** @description Send it as `X-Ombud-Csrf` with every request that changes something. */
            csrf: string;
        };
        SessionList: {
            /** @description The latest first. */
            sessions: components["schemas"]["SessionSummary"][];
        };
        /** @description One session of one's own account. */
        SessionSummary: {
            begun: string;
            /** @description When who uses it was last proved. */
            confirmed: string;
            /**
             * @description The network it began from.
             * @example 192.0.2.0/24
             */
            from: string;
            /** @description Names the session; worth nothing for signing in. */
            id: string;
            /** @description To within half a minute. */
            last_used: string;
            /** @description How: `password`, `one-time-code`, `recovery-code`, `passkey`, `provider`. */
            proofs: string[];
            /** @description Whether it is the one that asks. */
            this: boolean;
        };
        SessionsEnded: {
            /** @description How many were alive. */
            ended: number;
        };
        /**
         * @description Severity of an alert: low below a score of 34, medium from 34 to 66, high from 67.
         * @enum {string}
         */
        Severity: "low" | "medium" | "high";
        /** @description One provider. */
        SignInProvider: {
            /**
             * @description Where the browser goes to begin: a path of this server. With `return_to`, a path of this server, for where to go afterwards; with
             *     `purpose`, which is `sign-in`, `confirm` or `link`.
             * @example /sign-in/oidc/corp
             */
            begin: string;
            id: string;
            name: string;
        };
        /** @description What a sign-in sends. */
        SignInRequest: {
            /** @description A one-time code or a recovery code, where the account has set them up. */
            code?: string | null;
            login: string;
            password: string;
        };
        /** @description Who needs a second factor, and how long sessions last. */
        SignInRules: {
            /**
             * Format: int32
             * @description Whatever happens, a session is over after this long.
             * @example 480
             */
            absolute_minutes: number;
            /**
             * Format: int32
             * @description How long a sign-in or confirmation counts as fresh.
             * @example 10
             */
            fresh_minutes: number;
            /**
             * Format: int32
             * @description Without a request for this long, a session is over; at most `absolute_minutes`.
             * @example 15
             */
            idle_minutes: number;
            second_factor: components["schemas"]["SecondFactor"];
            /** @description Ids of roles; only with `required-except-for`. */
            spared_roles?: string[];
        };
        /** @description The ways in which people can sign in here, beside a password. */
        SignInWays: {
            /** @description Whether passkeys are offered. */
            passkeys: boolean;
            providers: components["schemas"]["SignInProvider"][];
        };
        /** @description A signature. */
        SignatureGiven: {
            /** @description The digest that was shown with the text. */
            digest: string;
        };
        SourceList: {
            sources: components["schemas"]["SourceSummary"][];
        };
        /** @description A source and what came from it. */
        SourceState: {
            /** Format: int64 */
            accepted: number;
            /**
             * Format: date-time
             * @description Time of the latest activity.
             */
            last_record: string | null;
            /** Format: int64 */
            rejected: number;
            /**
             * Format: int64
             * @description For how many hours nothing has come, where that is a day or more.
             */
            silent_hours: number | null;
            /** @example m365 */
            source: string;
        };
        /** @description A source with what has been read from it. */
        SourceSummary: {
            /** Format: int64 */
            accepted: number;
            /**
             * Format: int64
             * @description How many records an older reader had read, and say something else now: the new facts count.
             */
            corrected: number;
            /** Format: int64 */
            duplicates: number;
            /**
             * Format: int64
             * @description How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
             */
            incomplete: number;
            /** @description Time of the latest activity. */
            last_activity?: string | null;
            /** @description Whether a token lets it push. */
            push_token: boolean;
            /** Format: int64 */
            read: number;
            /** Format: int64 */
            rejected: number;
            /** @example m365 */
            source: string;
            title: string;
        };
        /**
         * @description Why an alert is in the spotlight.
         * @enum {string}
         */
        SpotlightReason: "employment-fact" | "much-evidence" | "sensitive" | "priority-content" | "unallowed-domain" | "collected-before";
        /** @description A score with the evidence behind it. */
        Standing: {
            /**
             * Format: int64
             * @description Evidence over what opens an alert under the policy, in hundredths.
             */
            evidence: number;
            /** Format: int32 */
            score: number;
        };
        /** @description A task of a case. */
        Task: {
            done: boolean;
            /** Format: date-time */
            done_at?: string | null;
            /** @description The account that did it. */
            done_by?: string | null;
            /**
             * Format: date
             * @description The last day on which it is in time.
             */
            due: string | null;
            /** @example task-01980000000070008000000000000001 */
            id: string;
            /** @description The account that is to do it. */
            owner: string | null;
            /** @description Absent after everybody whom it concerns was erased. */
            title?: string | null;
            /**
             * Format: int64
             * @description Raised by each change.
             */
            version: number;
        };
        /** @description Tasks of a case, in the order in which they were added. */
        TaskList: {
            tasks: components["schemas"]["Task"][];
        };
        /** @description All templates. */
        TemplateList: {
            templates: components["schemas"]["TemplateSummary"][];
        };
        /** @description A template that policies are made from. */
        TemplateSummary: {
            /** @description What it is for, in plain words. */
            doc: string;
            /** @example data-leaks */
            id: string;
            /** @description Ids of the indicators that are scored. */
            indicators: string[];
            title: string;
            /** @description Indicator ids of the triggers. */
            triggers: string[];
        };
        TokenList: {
            tokens: components["schemas"]["TokenSummary"][];
        };
        /** @description An API token, without its secret. */
        TokenSummary: {
            created: string;
            expires: string;
            id: string;
            last_used?: string | null;
            name: string;
            operations: string[];
            revoked: boolean;
        };
        /** @description How an indicator counts under a policy, and what would become of the alerts if it counted less. */
        Tuning: {
            /**
             * Format: int64
             * @description How many persons have an alert by the evidence of now, whatever was decided.
             */
            alerts: number;
            /** @description First what was asked for, then higher thresholds, then none at all. */
            options: components["schemas"]["TuningOption"][];
            /** @description Low, medium and high. */
            thresholds: number[];
        };
        /** @description What a change would do. Persons whom the caller may not see are not counted. */
        TuningOption: {
            /**
             * Format: int64
             * @description How many persons would have an alert.
             */
            alerts: number;
            /**
             * Format: int64
             * @description Of those who would not, how many had an alert of the policy confirmed.
             */
            confirmed: number;
            /**
             * Format: int64
             * @description How many would not have one any more.
             */
            fewer: number;
            /**
             * Format: int64
             * @description How many would have one who have none now.
             */
            more: number;
            /**
             * @description As it stands in a policy file and behind `--set`.
             * @example thresholds.files.printed=20,40,80
             */
            setting: string;
            /** @description Low, medium and high; null when the indicator would not be scored any more. */
            thresholds: number[] | null;
        };
        /** @description A decision is taken back. */
        Undoing: {
            /**
             * Format: int64
             * @description The version that was looked at.
             */
            version: number;
        };
        /** @description An admin unit that the list can be narrowed to. */
        UnitChoice: {
            id: string;
            name: string;
        };
        UnitList: {
            units: components["schemas"]["UnitSummary"][];
        };
        /** @description An admin unit. */
        UnitSummary: {
            departments: string[];
            divisions: string[];
            groups: string[];
            id: string;
            name: string;
            /** @description How many persons are named one by one. */
            named: number;
            /** @description How many persons are in it now; absent when fewer than five are in it by the personnel records. */
            persons?: number | null;
            /** @description Who is in it by the personnel records: those who match in each list that names something. */
            regions: string[];
        };
        /** @description Somebody approved. */
        UnmaskingApproval: {
            at: string;
            /** @description Account. */
            by: string;
        };
        /** @description One unmasking, and why it was asked for. */
        UnmaskingDetail: components["schemas"]["UnmaskingSummary"] & {
            /** @description In the words of the one who asked; absent after the person was erased. */
            justification?: string | null;
        };
        /** @description Unmaskings, the newest first. */
        UnmaskingList: {
            unmaskings: components["schemas"]["UnmaskingSummary"][];
        };
        /** @description The vault's count of names shown beside what the audit log says. */
        UnmaskingReport: {
            /** @description Whether count and log agree. */
            agree: boolean;
            /**
             * Format: int64
             * @description Names that the vault has shown, by its own count.
             */
            counted: number;
            /**
             * Format: int64
             * @description Entries of the audit log without a certain outcome: look at each of them.
             */
            open: number;
            /** @description What is wrong when they do not. */
            problem?: string | null;
        };
        /** @description A name is asked for. */
        UnmaskingRequest: {
            /** @description An open case about this person to which the caller contributes. */
            case: string;
            /** @description Why the name is needed, for those who decide: 10 to 4,000 bytes. Sealed under the person's key, and not logged. */
            justification: string;
            /**
             * Format: int32
             * @description How long the name may be looked at, from the last approval on. Absent: the usual length.
             */
            minutes?: number | null;
            /**
             * @description Pseudonym.
             * @example amber-otter-482
             */
            person: string;
            /**
             * @description `investigation`, `interview`, `containment`, `exoneration`, `safeguarding`, `legal-claim`, `report-to-authority` or
             *     `rights-of-the-person`.
             * @example interview
             */
            purpose: string;
        };
        /** @description The rules of unmasking here. */
        UnmaskingRules: {
            /**
             * Format: int32
             * @description How many others must approve.
             */
            approvals: number;
            /**
             * Format: int32
             * @description After this a request that nobody decided on lapses, at most 43200 (30 days).
             */
            lapse_minutes: number;
            /**
             * Format: int32
             * @description The longest that may be asked for, at most 43200 (30 days).
             */
            longest_minutes: number;
            /**
             * Format: int32
             * @description Names shown to one viewer in any 24 hours.
             */
            releases_per_day: number;
            /**
             * Format: int32
             * @description For how long the rights to approve and to be shown a name rest after an account was reset or given such a role, at most 43200 (30
             *     days). Left out of a change: as it is.
             */
            rest_minutes?: number | null;
            /**
             * Format: int32
             * @description How long an unmasking lasts when the request does not say.
             */
            usual_minutes: number;
        };
        /**
         * @description Where an unmasking stands.
         * @enum {string}
         */
        UnmaskingState: "requested" | "approved" | "denied" | "withdrawn" | "expired" | "revoked";
        /** @description One unmasking. */
        UnmaskingSummary: {
            approvals: components["schemas"]["UnmaskingApproval"][];
            /** Format: int32 */
            approvals_needed: number;
            asked_at: string;
            /** @description The account that asked, and the only one to whom the name is shown. */
            asked_by: string;
            case: string;
            /** @description When it was denied, withdrawn or revoked, or was over. */
            ended_at?: string | null;
            /** @description Who denied or revoked it: an account. */
            ended_by?: string | null;
            /** @description When the request lapses, or the unmasking ends by itself. */
            ends_at?: string | null;
            /** @description Why it was denied or revoked. */
            ground?: string | null;
            /** @example unmasking-00000000000000000000000000000001 */
            id: string;
            /** Format: int32 */
            minutes: number;
            /** @description Pseudonym. */
            person: string;
            purpose: string;
            state: components["schemas"]["UnmaskingState"];
        };
        /** @description The master key, for a server that was started without it. */
        Unseal: {
            /** @description The line of the key file, as it was written when the data were made. */
            master_key: string;
        };
        /** @description The data are open. */
        Unsealed: {
            unsealed: boolean;
        };
        /** @description What one person did in a period. It is made when it is read, and kept nowhere. */
        UserReport: {
            approved_at: string;
            approved_by: string;
            /** @description The account that asked, and the only one that can read it. */
            asked_by: string;
            /** @description Days on which there was anything, the first one first. */
            by_day: components["schemas"]["DayTotal"][];
            /** @description By indicator. */
            by_indicator: components["schemas"]["IndicatorTotal"][];
            /** @description By day and indicator. Decisions on alerts play no role. */
            days: components["schemas"]["PersonDay"][];
            /**
             * Format: date
             * @description The first day of the period.
             */
            from: string;
            /**
             * @description Pseudonym.
             * @example amber-otter-482
             */
            person: string;
            purpose: string;
            /**
             * Format: date
             * @description The last day of the period.
             */
            to: string;
            /** @description Ids of the admin units that the person is in today. */
            units: string[];
            /** @description Until when it can be read. */
            until: string;
        };
        /** @description What to verify against. */
        VerifyRequest: {
            /** @description An older checkpoint that was kept elsewhere, whole: the log must extend it. */
            from: string;
        };
        /** @description A saved view. */
        View: {
            /** @example view-6f1d2c3b4a5968778695a4b3c2d1e0ff */
            id: string;
            name: string;
            /** @description Whether it is the caller's. */
            own: boolean;
            /** @description The account whose view it is. */
            owner: string;
            /** @description Values by key. Without `person` where the caller may not see the person, or the person was erased. */
            query: {
                [key: string]: string;
            };
            shared: boolean;
            /**
             * Format: int64
             * @description Raised by each change.
             */
            version: number;
        };
        /** @description The caller's own views and those that are shared, by name. */
        ViewList: {
            views: components["schemas"]["View"][];
        };
        /** @description Why a person has, or has no, alert. */
        WhyList: {
            policies: components["schemas"]["WhyRow"][];
        };
        /** @description The conditions of one person under one policy. */
        WhyRow: {
            conditions: components["schemas"]["ConditionRow"][];
            /** @description The text of the first condition that is not met; absent when all hold. */
            first_unmet?: string | null;
            /** @description Name of the policy; empty where there is none. */
            policy: string;
        };
        Withdrawn: {
            account: string;
            reason: string;
            role: string;
        };
        /** @description Works-council mode. */
        WorksCouncil: {
            /** @description When that changes by itself. */
            changes_at?: string | null;
            /** @description Id of the agreement that holds. */
            in_force?: string | null;
            /** @description Accounts that want it off. */
            off_asked_by: string[];
            /** @description How many humans must ask for it to be off. */
            off_needs: number;
            /** @description Nothing is processed without an agreement in force. */
            on: boolean;
        };
        WorksCouncilChange: {
            on: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
