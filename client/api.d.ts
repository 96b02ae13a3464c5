// Written by `npm run client` from the API's OpenAPI document: change the schemas in src/api, not this file.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["getHealth"];
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
        /** Prometheus text */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether calls are served, and what is degraded */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every agent */
        get: operations["listAgents"];
        put?: never;
        /** A new agent */
        post: operations["createAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One agent */
        get: operations["getAgent"];
        put?: never;
        post?: never;
        /** Delete the agent */
        delete: operations["deleteAgent"];
        options?: never;
        head?: never;
        /** Change the agent */
        patch: operations["updateAgent"];
        trace?: never;
    };
    "/v1/agents/{id}/voip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How to set up the phone */
        get: operations["getAgentVoip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how the phone behaves; its own user: do-not-disturb and forwarding */
        patch: operations["updateAgentVoip"];
        trace?: never;
    };
    "/v1/agents/{id}/voip/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new token; with the old one a phone neither registers nor is called any more */
        post: operations["renewVoipToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each agent is doing */
        get: operations["listLiveAgents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every API key, without the key itself */
        get: operations["listApiKeys"];
        put?: never;
        /** The key is shown this once */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One API key, without the key itself */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /** Delete the API key, which stops working */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what
         * @description Newest first. With `Accept: application/x-ndjson` or `text/csv` all entries of the filter, the oldest first, with the hashes of their chain: `hash` is the SHA-256 of the text `entry`, which holds the hash of the entry before as `previousHash`; `personalHash` in it is the SHA-256 of `salt` and `personal`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the chain of the audit log is whole */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live calls */
        get: operations["listCalls"];
        put?: never;
        /** Click to call */
        post: operations["createCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One live call */
        get: operations["getCall"];
        put?: never;
        post?: never;
        /** Hang up */
        delete: operations["hangUp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold */
        post: operations["holdCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/recording/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record silence */
        post: operations["pauseRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/recording/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record again */
        post: operations["resumeRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume */
        post: operations["resumeCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transfer */
        post: operations["transferCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/transfer/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a transfer */
        post: operations["cancelTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/transfer/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete an attended transfer */
        post: operations["completeTransfer"];
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
         * Server-sent events
         * @description `Last-Event-ID` resumes. Where it is too old, an event `events.lost` comes first: load what you show afresh.
         */
        get: operations["subscribe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every group of agents */
        get: operations["listGroups"];
        put?: never;
        /** A new group of agents */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group of agents */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        /** Delete the group of agents */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /** Change the group of agents */
        patch: operations["updateGroup"];
        trace?: never;
    };
    "/v1/imports/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes and changes agents as the rows of a file say
         * @description All rows or none: where one is wrong, `errors` names every one that is, with its line. A dry run changes nothing and answers the same list.
         */
        post: operations["importAgents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes and changes numbers as the rows of a file say
         * @description All rows or none: where one is wrong, `errors` names every one that is, with its line. A dry run changes nothing and answers the same list.
         */
        post: operations["importNumbers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes and changes users as the rows of a file say
         * @description All rows or none: where one is wrong, `errors` names every one that is, with its line. A dry run changes nothing and answers the same list.
         */
        post: operations["importUsers"];
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
        /** Who I am, and which agent and account are mine */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
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
        /** Change the own password; every other sign-in ends */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monitorings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own monitorings; the administrator sees all */
        get: operations["listMonitorings"];
        put?: never;
        /** Monitor a call */
        post: operations["startMonitoring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monitorings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One monitoring */
        get: operations["getMonitoring"];
        put?: never;
        post?: never;
        /** Stop */
        delete: operations["endMonitoring"];
        options?: never;
        head?: never;
        /** Change the mode */
        patch: operations["updateMonitoring"];
        trace?: never;
    };
    "/v1/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every number */
        get: operations["listNumbers"];
        put?: never;
        /** A new number */
        post: operations["createNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/numbers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One number */
        get: operations["getNumber"];
        put?: never;
        post?: never;
        /** Delete the number */
        delete: operations["deleteNumber"];
        options?: never;
        head?: never;
        /** Change the number */
        patch: operations["updateNumber"];
        trace?: never;
    };
    "/v1/privacy/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes one person out of what is kept
         * @description An agent or a user must be deleted before. Of a number, recordings are deleted, and reports keep their rows without it. It cannot be undone.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that is kept of one person
         * @description An agent or a user, with what is kept of both where they are one person, or whoever calls from a number. One thing a line.
         */
        post: operations["exportPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recordings, the newest first */
        get: operations["listRecordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recording */
        get: operations["getRecording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound; honours Range */
        get: operations["getRecordingAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /** The sound; honours Range */
        head: operations["headRecordingAudio"];
        patch?: never;
        trace?: never;
    };
    "/v1/recordings/{id}/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened on its time line */
        get: operations["getRecordingMarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finished calls
         * @description Newest first. With `Accept: text/csv` every row from the cursor on, whatever the limit.
         */
        get: operations["listCallReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finished calls by hour and by agent */
        get: operations["getSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finished calls by number or by trunk
         * @description A call counts once, whoever it was transferred to. Every line that was used, on one page.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every outbound route */
        get: operations["listRoutes"];
        put?: never;
        /** A new outbound route */
        post: operations["createRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One outbound route */
        get: operations["getRoute"];
        put?: never;
        post?: never;
        /** Delete the outbound route */
        delete: operations["deleteRoute"];
        options?: never;
        head?: never;
        /** Change the outbound route */
        patch: operations["updateRoute"];
        trace?: never;
    };
    "/v1/routes/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which trunk a number would take now */
        get: operations["lookUpNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether I am signed in; what a page asks before it shows the sign-in */
        get: operations["getSignIn"];
        put?: never;
        /** Sign in */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings of the account */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the settings */
        patch: operations["updateSettings"];
        trace?: never;
    };
    "/v1/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in; the last used first */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: operations["endOtherSignIns"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-ins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out there */
        delete: operations["endSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every trunk */
        get: operations["listTrunks"];
        put?: never;
        /** A new trunk */
        post: operations["createTrunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trunks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One trunk */
        get: operations["getTrunk"];
        put?: never;
        post?: never;
        /** Delete the trunk */
        delete: operations["deleteTrunk"];
        options?: never;
        head?: never;
        /** Change the trunk */
        patch: operations["updateTrunk"];
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every user */
        get: operations["listUsers"];
        put?: never;
        /** A new user */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Delete the user */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /** Change the user */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/v1/users/{id}/administrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over the administration
         * @description The user becomes the administrator. Whoever was it keeps every right but that.
         */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the user is signed in; the last used first */
        get: operations["listSignInsOf"];
        put?: never;
        post?: never;
        /** Sign the user out everywhere */
        delete: operations["endSignInsOf"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Agent: {
            /** Format: email */
            email: string;
            /** @description Chosen where it is left out. */
            extension: string;
            id: string;
            name: string;
            voip: {
                /** @enum {string} */
                autoAnswer: "off" | "monitoring" | "all";
                /** @description The only ones that its phones are offered and answered with, best first. */
                codecs: ("PCMA" | "PCMU" | "G722" | "opus")[];
                doNotDisturb: boolean;
                enabled: boolean;
                forwardTo: {
                    always: string | null;
                    busy: string | null;
                    noAnswer: string | null;
                };
                /**
                 * @description Encrypted audio: not asked for, best effort, or nothing else.
                 * @enum {string}
                 */
                srtp: "off" | "offered" | "required";
            };
        };
        AgentLive: {
            call?: components["schemas"]["Call"];
            email: string;
            extension: string;
            groups: {
                id: string;
                name: string;
            }[];
            id: string;
            monitoring?: {
                callId: string | null;
                id: string;
            };
            name: string;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            status: "offline" | "available" | "ringing" | "in_call" | "on_hold" | "do_not_disturb";
        };
        AgentVoip: {
            displayName: string;
            extension: string;
            port: number;
            /** @description Whether a monitoring by the agent's user would ring it now. */
            reachable: boolean;
            /** @description The SIP domain. */
            realm: string;
            registered: boolean;
            /** @description host:port */
            registrar: string;
            /** @description A host: registrar and outbound proxy. */
            server: string;
            sipUri: string;
            /** @enum {string} */
            srtp: "off" | "offered" | "required";
            /** @description The phone's password; null while VoIP is off. */
            token: string | null;
            transports: string[];
            /**
             * @description Why not.
             * @enum {string|null}
             */
            unreachable: "monitor_voip_disabled" | "monitor_busy" | "monitor_do_not_disturb" | "monitor_not_registered" | null;
            /** @description By which the phone registers: the extension. */
            user: string;
            voip: {
                /** @enum {string} */
                autoAnswer: "off" | "monitoring" | "all";
                /** @description The only ones that its phones are offered and answered with, best first. */
                codecs: ("PCMA" | "PCMU" | "G722" | "opus")[];
                doNotDisturb: boolean;
                enabled: boolean;
                forwardTo: {
                    always: string | null;
                    busy: string | null;
                    noAnswer: string | null;
                };
                /**
                 * @description Encrypted audio: not asked for, best effort, or nothing else.
                 * @enum {string}
                 */
                srtp: "off" | "offered" | "required";
            };
        };
        ApiKey: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            id: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            name: string;
            /** @description Parts of the API that the key reaches; null: all that its user may do. */
            scopes: ("agents:read" | "agents:write" | "api-keys:read" | "api-keys:write" | "audit:read" | "audit:write" | "calls:read" | "calls:write" | "events:read" | "events:write" | "groups:read" | "groups:write" | "imports:read" | "imports:write" | "monitorings:read" | "monitorings:write" | "numbers:read" | "numbers:write" | "privacy:read" | "privacy:write" | "recordings:read" | "recordings:write" | "reports:read" | "reports:write" | "routes:read" | "routes:write" | "settings:read" | "settings:write" | "trunks:read" | "trunks:write" | "users:read" | "users:write")[] | null;
            userId: string;
        };
        AuditEntry: {
            action: string;
            actor: {
                email: string | null;
                ip: string | null;
                userId: string | null;
            };
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            /** @description SHA-256 in hexadecimal. */
            hash: string;
            id: string;
            /**
             * @description Whether it tells who somebody is; `erased`: it did.
             * @enum {string}
             */
            personal: "none" | "kept" | "erased";
            /** @description SHA-256 in hexadecimal. */
            previousHash: string;
            /** @description From 1, without gaps. */
            sequence: number;
            subject: string;
        };
        AuditLine: {
            /** @description The entry as the chain holds it: canonical JSON (RFC 8785). */
            entry: string;
            /** @description Of `entry`. */
            hash: string;
            /** @description What the chain holds the hash of only. Null where nothing is, or it was erased. */
            personal: string | null;
            /** @description Stands before `personal` where that is hashed. */
            salt: string | null;
        };
        AuditVerification: {
            /** @description The sequence of the first entry that is not as it should be. */
            brokenAt: number | null;
            /** @description Gone through. */
            entries: number;
            /** @description Entries whose personal part was erased. */
            erased: number;
            firstSequence: number | null;
            intact: boolean;
            /** @description To be kept outside: by it one can tell later whether the log up to here is still the same. */
            lastHash: string | null;
            lastSequence: number | null;
            /** @enum {string|null} */
            reason: "entry_missing" | "entry_changed" | "wrong_order" | "wrong_seal" | "beginning_missing" | "end_missing" | "personal_missing" | null;
        };
        Call: {
            /** @description Null until it is known whom the call reaches. */
            agent: {
                extension: string;
                id: string;
                name: string;
            } | null;
            /** Format: date-time */
            answeredAt: string | null;
            customer: {
                name: string | null;
                number: string;
            };
            /** @enum {string} */
            direction: "inbound" | "outbound" | "internal";
            id: string;
            /** @description Only for those who may see it. */
            monitored?: boolean;
            monitorings?: {
                id: string;
                /** @enum {string} */
                mode: "passive" | "semi_active" | "active";
                /** @enum {string} */
                state: "dialing" | "connected" | "ended" | "failed";
                userId: string;
            }[];
            /** @description How the worst of the parties' streams sounds at the moment; null before anything was measured. */
            mos: number | null;
            /** @description Only where one call is asked for; null before anything was measured. */
            quality?: components["schemas"]["CallQuality"] | null;
            /** @enum {string} */
            recording: "off" | "on" | "paused" | "failed";
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "ringing" | "answered" | "held" | "ended";
        };
        CallQuality: {
            agent: components["schemas"]["LegQuality"] | null;
            customer: components["schemas"]["LegQuality"] | null;
        };
        Erasure: {
            /** @description Entries whose personal part is gone. */
            auditEntries: number;
            /** @description Recordings deleted. */
            recordings: number;
            /** @description Recordings that the disk would not delete; ask again. */
            recordingsRefused: number;
            /** @description Rows that named the person. */
            reports: number;
        };
        Group: {
            agentIds: string[];
            /** @description What agents dial to reach it. */
            extension: string | null;
            id: string;
            name: string;
            /** @description How long it rings at each turn. */
            ringSeconds: number;
            /**
             * @description All at once; one after the other in the order of `agentIds`; or whoever has been free for longest first.
             * @enum {string}
             */
            strategy: "all" | "sequential" | "longest_idle";
        };
        Health: {
            reasons: string[];
            /** @enum {string} */
            status: "ok" | "degraded" | "unavailable";
        };
        /** @description What an import did, or a dry run found. */
        ImportReport: {
            created: number;
            errors: {
                /** @enum {string} */
                code: "not_utf8" | "malformed" | "missing_column" | "unknown_column" | "repeated_column" | "too_many_cells" | "invalid_value" | "conflict" | "repeated_row";
                /** @description Null where it is no single one. */
                column: string | null;
                /** @description From 1. */
                line: number;
                message: string;
            }[];
            rows: number;
            unchanged: number;
            updated: number;
        };
        LegQuality: {
            codec: string;
            /** @description What we hear of the phone. */
            received: components["schemas"]["StreamQuality"] | null;
            roundTripMs: number | null;
            /** @description What the phone says it hears of us, by RTCP. */
            sent: components["schemas"]["StreamQuality"] | null;
        };
        Me: {
            account: {
                domain: string;
                id: string;
                name: string;
                /** @description In which the account's hours and days are told. */
                timeZone: string;
            };
            /** @description The agent with the user's e-mail. */
            agent: {
                extension: string;
                id: string;
            } | null;
            /** Format: email */
            email: string;
            id: string;
            monitoring: {
                active: boolean;
                /**
                 * @description Whether the requester is told why a monitoring did not come about (a setting).
                 * @enum {string}
                 */
                failureNotice: "requester" | "silent";
                /** @description The groups whose agents may be monitored; null: every agent. */
                groupIds: string[] | null;
                passive: boolean;
                /**
                 * @description Whether a monitoring must say what for (a setting).
                 * @enum {string}
                 */
                purpose: "optional" | "required";
                semiActive: boolean;
            };
            name: string;
            profiles: {
                analytics: boolean;
                financial: boolean;
            };
            /** @enum {string} */
            role: "administrator" | "restricted";
            screens: {
                agentsDashboard: boolean;
            };
        };
        Monitoring: {
            agentId: string;
            /** @description Null between two calls of the agent that it stays with. */
            callId: string | null;
            /** Format: date-time */
            connectedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description From when on the present mode is heard.
             */
            effectiveAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /**
             * @description `call`: it ends with its call. `agent`: it stays with the agent from call to call, on one leg, until it is released.
             * @enum {string}
             */
            follow: "call" | "agent";
            id: string;
            /** @enum {string} */
            mode: "passive" | "semi_active" | "active";
            /** @description What its user says it is for. */
            purpose: string | null;
            reason: string | null;
            sipStatus: number | null;
            /** @enum {string} */
            state: "dialing" | "connected" | "ended" | "failed";
            userId: string;
        };
        NewApiKey: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            id: string;
            key: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            name: string;
            /** @description Parts of the API that the key reaches; null: all that its user may do. */
            scopes: ("agents:read" | "agents:write" | "api-keys:read" | "api-keys:write" | "audit:read" | "audit:write" | "calls:read" | "calls:write" | "events:read" | "events:write" | "groups:read" | "groups:write" | "imports:read" | "imports:write" | "monitorings:read" | "monitorings:write" | "numbers:read" | "numbers:write" | "privacy:read" | "privacy:write" | "recordings:read" | "recordings:write" | "reports:read" | "reports:write" | "routes:read" | "routes:write" | "settings:read" | "settings:write" | "trunks:read" | "trunks:write" | "users:read" | "users:write")[] | null;
            userId: string;
        };
        Number: {
            destination: {
                id: string;
                /** @enum {string} */
                type: "agent" | "group";
            };
            id: string;
            number: string;
            /** @description With it, only calls from that trunk reach the number. */
            trunkId: string | null;
        };
        PersonalThing: {
            agent?: components["schemas"]["Agent"];
            apiKey?: components["schemas"]["ApiKey"];
            /** @description Where its sound is. */
            audio?: string;
            call?: components["schemas"]["ReportRow"];
            entry?: components["schemas"]["AuditEntry"];
            recording?: components["schemas"]["Recording"];
            signIn?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "user" | "agent" | "signIn" | "apiKey" | "call" | "recording" | "audit";
            user?: components["schemas"]["User"];
        };
        /** @description RFC 9457. `code` is stable; `errors` says where, for `invalid_request`. */
        Problem: {
            /** @enum {string} */
            code: "invalid_request" | "not_authenticated" | "wrong_credentials" | "forbidden" | "screen_not_permitted" | "mode_not_permitted" | "agent_out_of_scope" | "self_monitoring" | "not_found" | "call_not_found" | "agent_not_found" | "conflict" | "agent_not_in_call" | "call_not_live" | "already_transferring" | "no_transfer" | "already_monitoring" | "monitor_busy" | "monitoring_ended" | "precondition_failed" | "too_large" | "range_not_satisfiable" | "unsupported_media_type" | "idempotency_key_reused" | "no_matching_agent" | "monitor_voip_disabled" | "monitor_do_not_disturb" | "monitor_not_registered" | "target_not_found" | "target_busy" | "target_unavailable" | "too_many_requests" | "internal_error" | "shutting_down" | "unavailable";
            detail?: string;
            errors?: {
                /** @description Of a file: the kind of fault. */
                code?: string;
                /** @description Of a file. */
                line?: number;
                message: string;
                /** @description The field; of a file, the column. Empty where it is no single one. */
                path: string;
            }[];
            retryAfterSeconds?: number;
            status: number;
            title: string;
            type: string;
        };
        Recording: {
            bytes: number;
            callId: string;
            channels: number;
            durationMs: number;
            /** @enum {string} */
            format: "wav";
            id: string;
            /** @description How much of it is silence because it could not be written. */
            missingMs: number;
            sampleRate: number;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "writing" | "complete" | "recovered" | "partial";
        };
        RecordingMarks: {
            items: {
                atMs: number;
                durationMs: number;
                /**
                 * @description The call was held; recording was paused; a monitor was heard by both parties, shown to those who may see monitorings alone.
                 * @enum {string}
                 */
                kind: "hold" | "pause" | "monitor_public";
            }[];
        };
        ReportRow: {
            agentExtension: string | null;
            agentId: string | null;
            agentName: string | null;
            /** Format: date-time */
            answeredAt: string | null;
            callId: string;
            customerNumber: string;
            /** @enum {string} */
            direction: "inbound" | "outbound" | "internal";
            /** @enum {string} */
            disposition: "answered" | "no_answer" | "busy" | "failed" | "cancelled" | "interrupted";
            /** Format: date-time */
            endedAt: string | null;
            holdMs: number;
            /** @enum {string|null} */
            hungUpBy: "customer" | "agent" | "system" | null;
            id: string;
            /** @description The account's number that was called, or shown to whoever was called. */
            ownNumber: string | null;
            /** @description Null where nothing was measured. */
            quality: components["schemas"]["CallQuality"] | null;
            recordingId: string | null;
            /** Format: date-time */
            ringingAt: string | null;
            ringMs: number;
            sipStatus: number | null;
            /** Format: date-time */
            startedAt: string;
            talkMs: number;
            transfers: {
                /** Format: date-time */
                at: string;
                fromAgentId: string;
                toAgentId: string | null;
                toNumber: string | null;
                /** @enum {string} */
                type: "blind" | "attended";
            }[];
            trunkId: string | null;
        };
        Route: {
            callerId: string | null;
            id: string;
            prefix: string;
            prepend: string;
            /** @description Digits taken off the front. */
            strip: number;
            /** @description Tried in order. */
            trunkIds: string[];
        };
        RouteLookup: {
            /** @description Null where no numbering plan knows it, and for an extension. */
            e164: string | null;
            /**
             * @description Whose it is; nothing leaves by a trunk then.
             * @example null
             */
            extension: {
                id: string | null;
                name: string;
                /** @enum {string} */
                type: "agent" | "group" | "echo";
            } | null;
            /** @description Without what people write between digits. */
            number: string;
            /**
             * @description Why nobody would be called.
             * @example null
             * @enum {string|null}
             */
            reason: "no_route" | "no_trunk" | null;
            route: {
                id: string;
                prefix: string;
            } | null;
            /** @description First those that would be tried, in that order, then the others of the route. */
            trunks: {
                /** @description Null: the extension of whoever calls. */
                callerId: string | null;
                /** @description The number that the trunk is told to call. */
                dialledAs: string;
                /** @description It carries as many calls as it may. */
                full: boolean;
                id: string;
                inService: boolean;
                name: string;
                /** @description Whether a call would try it now. */
                tried: boolean;
            }[];
        };
        Settings: {
            country: string;
            /** @description What agents dial to hear themselves; null: nothing. */
            echoExtension: string | null;
            forwarding: {
                /** @description How long a phone rings before `forwardTo.noAnswer` applies. */
                noAnswerSeconds: number;
            };
            /** @description `default`, `silence`, or the name of a WAV file in the folder `music` of the data folder. */
            holdMusic: string;
            locale: string;
            media: {
                /** @description A party that sends neither RTP nor RTCP for so long, while nobody holds, is hung up. */
                timeoutSeconds: number;
            };
            monitoring: {
                callerId: string;
                callerName: string;
                /** @enum {string} */
                failureNotice: "requester" | "silent";
                mediaTimeoutSeconds: number;
                /**
                 * @description Whether a monitoring must say what for.
                 * @enum {string}
                 */
                purpose: "optional" | "required";
                ringSeconds: number;
            };
            notice: {
                /**
                 * @description The calls whose parties are told that they may be heard: those monitored at the moment, those recorded, or all.
                 * @enum {string}
                 */
                calls: "none" | "monitored" | "recorded" | "all";
                /** @description From one to the next; 0: once. */
                everySeconds: number;
                /** @description `tone`, or the name of a WAV file in the folder `music` of the data folder. */
                sound: string;
            };
            privacy: {
                auditRetentionDays: number | null;
                reportRetentionDays: number | null;
            };
            recording: {
                enabled: boolean;
                /** @enum {string} */
                layout: "stereo" | "mixed" | "multitrack";
                /** @enum {string} */
                onHold: "silence" | "music";
                retentionDays: number | null;
            };
            security: {
                /** @description A sign-in that is not used for so long is over. */
                idleSignOutMinutes: number;
            };
            sip: {
                /** @enum {string} */
                digest: "MD5" | "SHA-256" | "both";
            };
            timeZone: string;
        };
        SignIn: {
            /** @description The one that asks. */
            current: boolean;
            id: string;
            ip: string | null;
            /** Format: date-time */
            lastUsedAt: string;
            /** Format: date-time */
            startedAt: string;
            userAgent: string | null;
            userId: string;
        };
        /** @description One direction of a leg's audio since its beginning. Null is what nobody measured. */
        StreamQuality: {
            /** @description Missing packets within bursts of loss (RFC 3611, Gmin 16). */
            burstDensity: number | null;
            /** @description Mean length of a burst. */
            burstMs: number | null;
            /** @description Lost or discarded. */
            concealedRatio: number;
            /** @description One way: half the round trip and the playout delay. */
            delayMs: number | null;
            /** @description Came too late for a usual jitter buffer. */
            discarded: number | null;
            duplicates: number | null;
            /** @description Packets that the sender's numbering lets expect. */
            expected: number | null;
            /** @description Missing packets between the bursts. */
            gapDensity: number | null;
            /** @description Mean length of a gap between bursts. */
            gapMs: number | null;
            /** @description Interarrival jitter (RFC 3550). */
            jitterMs: number;
            lossRatio: number;
            lost: number;
            /** @description Estimated mean opinion score. */
            mos: number;
            reordered: number | null;
            /** @description The E-model's rating (ITU-T G.107, G.107.1): G.711 without a fault has 93. */
            rFactor: number;
        };
        Summary: {
            agents: {
                agentId: string;
                answered: number;
                calls: number;
                holdMs: number;
                name: string | null;
                talkMs: number;
            }[];
            answered: number;
            calls: number;
            holdMs: number;
            /** @description Hours in which calls began; each begins at a full hour of the account's time zone. */
            hours: {
                answered: number;
                calls: number;
                /** Format: date-time */
                hour: string;
                missed: number;
            }[];
            /** @description Of those that came in. */
            missed: number;
            talkMs: number;
        };
        Trunk: {
            /** @description Calls keep their number from the person called. */
            anonymous: boolean;
            /** @enum {string} */
            auth: "ip" | "register" | "accept-register";
            /** @enum {string} */
            callingFormat: "as_dialled" | "e164" | "national";
            /** @description The only ones that it is offered and answered with, best first: of PCMA, PCMU, G722 and opus at least one. Null: all. */
            codecs: string[] | null;
            /** @enum {string} */
            dialledFormat: "as_dialled" | "e164" | "national";
            /**
             * @description How it takes keys. `auto`: as events where they are negotiated, else by INFO where its Allow names that, else as tones.
             * @enum {string}
             */
            dtmf: "auto" | "rfc4733" | "info" | "inband";
            /** @description Null: the SIP domain. */
            fromDomain: string | null;
            host: string;
            id: string;
            /**
             * @description Where the number that calls stands.
             * @enum {string}
             */
            identity: "from" | "p-asserted-identity" | "both";
            maxCalls: number | null;
            name: string;
            /** @description 0: no OPTIONS. */
            pingSeconds: number;
            port: number | null;
            /** @description The only realm whose challenges are answered; null: the one seen first. */
            realm: string | null;
            register: boolean;
            /**
             * @description Encrypted audio: not asked for; best effort in one m-line, or in two; or nothing else.
             * @enum {string}
             */
            srtp: "off" | "offered" | "offered_twice" | "required";
            state: {
                lastError: string | null;
                reachable: boolean | null;
                /** @description Null where neither side registers. */
                registered: boolean | null;
            };
            /** @enum {string} */
            transport: "udp" | "tcp" | "tls" | "auto";
            username: string | null;
        };
        Usage: {
            answered: number;
            calls: number;
            inboundCalls: number;
            inboundTalkMs: number;
            /** @description The trunk's; null where it has been deleted. */
            name: string | null;
            /** @description Null in totals by trunk. */
            number: string | null;
            outboundCalls: number;
            outboundTalkMs: number;
            talkMs: number;
            /** @description Null in totals by number. */
            trunkId: string | null;
        };
        User: {
            /** Format: email */
            email: string;
            id: string;
            monitoring: {
                active: boolean;
                /** @description The groups whose agents may be monitored; null: every agent. */
                groupIds: string[] | null;
                passive: boolean;
                semiActive: boolean;
            };
            name: string;
            profiles: {
                analytics: boolean;
                financial: boolean;
            };
            /** @enum {string} */
            role: "administrator" | "restricted";
            screens: {
                agentsDashboard: boolean;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "reasons": [
                     *         "text"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "reasons": [
                     *         "text"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "reasons": [
                     *         "text"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    listAgents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; with `Accept: text/csv` all of them, in columns that can be imported again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "email": "ana.souza@example.com",
                     *           "extension": "1001",
                     *           "voip": {
                     *             "enabled": true,
                     *             "autoAnswer": "off",
                     *             "doNotDisturb": true,
                     *             "forwardTo": {
                     *               "always": "text",
                     *               "busy": "text",
                     *               "noAnswer": "text"
                     *             },
                     *             "codecs": [
                     *               "PCMA",
                     *               "opus"
                     *             ],
                     *             "srtp": "off"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Agent"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                    /**
                     * @example email,name
                     *     ana.souza@example.com,Ana Souza
                     */
                    "text/csv": string;
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "email": "ana.souza@example.com",
                 *       "extension": "1001",
                 *       "voip": {
                 *         "enabled": true,
                 *         "autoAnswer": "off",
                 *         "doNotDisturb": true,
                 *         "forwardTo": {
                 *           "always": "text",
                 *           "busy": "text",
                 *           "noAnswer": "text"
                 *         },
                 *         "codecs": [
                 *           "PCMA",
                 *           "opus"
                 *         ],
                 *         "srtp": "off"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @description Chosen where it is left out. */
                    extension?: string;
                    name: string;
                    voip?: {
                        /** @enum {string|null} */
                        autoAnswer?: "off" | "monitoring" | "all" | null;
                        /** @description The only ones that its phones are offered and answered with, best first. */
                        codecs?: ("PCMA" | "PCMU" | "G722" | "opus")[] | null;
                        doNotDisturb?: boolean | null;
                        enabled?: boolean | null;
                        forwardTo?: {
                            always?: string | null;
                            busy?: string | null;
                            noAnswer?: string | null;
                        } | null;
                        /**
                         * @description Encrypted audio: not asked for, best effort, or nothing else.
                         * @enum {string|null}
                         */
                        srtp?: "off" | "offered" | "required" | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "email": "ana.souza@example.com",
                     *       "extension": "1001",
                     *       "voip": {
                     *         "enabled": true,
                     *         "autoAnswer": "off",
                     *         "doNotDisturb": true,
                     *         "forwardTo": {
                     *           "always": "text",
                     *           "busy": "text",
                     *           "noAnswer": "text"
                     *         },
                     *         "codecs": [
                     *           "PCMA",
                     *           "opus"
                     *         ],
                     *         "srtp": "off"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "email": "ana.souza@example.com",
                     *       "extension": "1001",
                     *       "voip": {
                     *         "enabled": true,
                     *         "autoAnswer": "off",
                     *         "doNotDisturb": true,
                     *         "forwardTo": {
                     *           "always": "text",
                     *           "busy": "text",
                     *           "noAnswer": "text"
                     *         },
                     *         "codecs": [
                     *           "PCMA",
                     *           "opus"
                     *         ],
                     *         "srtp": "off"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "email": "ana.souza@example.com",
                 *       "extension": "1001",
                 *       "voip": {
                 *         "enabled": true,
                 *         "autoAnswer": "off",
                 *         "doNotDisturb": true,
                 *         "forwardTo": {
                 *           "always": "text",
                 *           "busy": "text",
                 *           "noAnswer": "text"
                 *         },
                 *         "codecs": [
                 *           "PCMA",
                 *           "opus"
                 *         ],
                 *         "srtp": "off"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email?: string | null;
                    /** @description Chosen where it is left out. */
                    extension?: string | null;
                    name?: string | null;
                    voip?: {
                        /** @enum {string|null} */
                        autoAnswer?: "off" | "monitoring" | "all" | null;
                        /** @description The only ones that its phones are offered and answered with, best first. */
                        codecs?: ("PCMA" | "PCMU" | "G722" | "opus")[] | null;
                        doNotDisturb?: boolean | null;
                        enabled?: boolean | null;
                        forwardTo?: {
                            always?: string | null;
                            busy?: string | null;
                            noAnswer?: string | null;
                        } | null;
                        /**
                         * @description Encrypted audio: not asked for, best effort, or nothing else.
                         * @enum {string|null}
                         */
                        srtp?: "off" | "offered" | "required" | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "email": "ana.souza@example.com",
                     *       "extension": "1001",
                     *       "voip": {
                     *         "enabled": true,
                     *         "autoAnswer": "off",
                     *         "doNotDisturb": true,
                     *         "forwardTo": {
                     *           "always": "text",
                     *           "busy": "text",
                     *           "noAnswer": "text"
                     *         },
                     *         "codecs": [
                     *           "PCMA",
                     *           "opus"
                     *         ],
                     *         "srtp": "off"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAgentVoip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "extension": "1001",
                     *       "user": "1001",
                     *       "token": "q0Zc1kP8",
                     *       "displayName": "text",
                     *       "realm": "text",
                     *       "sipUri": "sip:1001@example.com",
                     *       "server": "text",
                     *       "port": 5060,
                     *       "registrar": "192.0.2.10:5060",
                     *       "transports": [
                     *         "udp",
                     *         "tcp"
                     *       ],
                     *       "srtp": "off",
                     *       "voip": {
                     *         "enabled": true,
                     *         "autoAnswer": "off",
                     *         "doNotDisturb": true,
                     *         "forwardTo": {
                     *           "always": "text",
                     *           "busy": "text",
                     *           "noAnswer": "text"
                     *         },
                     *         "codecs": [
                     *           "PCMA",
                     *           "opus"
                     *         ],
                     *         "srtp": "off"
                     *       },
                     *       "registered": true,
                     *       "reachable": true,
                     *       "unreachable": "monitor_voip_disabled"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentVoip"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAgentVoip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true,
                 *       "autoAnswer": "off",
                 *       "doNotDisturb": true,
                 *       "forwardTo": {
                 *         "always": "text",
                 *         "busy": "text",
                 *         "noAnswer": "text"
                 *       },
                 *       "codecs": [
                 *         "PCMA",
                 *         "opus"
                 *       ],
                 *       "srtp": "off"
                 *     }
                 */
                "application/json": {
                    /** @enum {string|null} */
                    autoAnswer?: "off" | "monitoring" | "all" | null;
                    /** @description The only ones that its phones are offered and answered with, best first. */
                    codecs?: ("PCMA" | "PCMU" | "G722" | "opus")[] | null;
                    doNotDisturb?: boolean | null;
                    enabled?: boolean | null;
                    forwardTo?: {
                        always?: string | null;
                        busy?: string | null;
                        noAnswer?: string | null;
                    } | null;
                    /**
                     * @description Encrypted audio: not asked for, best effort, or nothing else.
                     * @enum {string|null}
                     */
                    srtp?: "off" | "offered" | "required" | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "extension": "1001",
                     *       "user": "1001",
                     *       "token": "q0Zc1kP8",
                     *       "displayName": "text",
                     *       "realm": "text",
                     *       "sipUri": "sip:1001@example.com",
                     *       "server": "text",
                     *       "port": 5060,
                     *       "registrar": "192.0.2.10:5060",
                     *       "transports": [
                     *         "udp",
                     *         "tcp"
                     *       ],
                     *       "srtp": "off",
                     *       "voip": {
                     *         "enabled": true,
                     *         "autoAnswer": "off",
                     *         "doNotDisturb": true,
                     *         "forwardTo": {
                     *           "always": "text",
                     *           "busy": "text",
                     *           "noAnswer": "text"
                     *         },
                     *         "codecs": [
                     *           "PCMA",
                     *           "opus"
                     *         ],
                     *         "srtp": "off"
                     *       },
                     *       "registered": true,
                     *       "reachable": true,
                     *       "unreachable": "monitor_voip_disabled"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentVoip"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewVoipToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "extension": "1001",
                     *       "user": "1001",
                     *       "token": "q0Zc1kP8",
                     *       "displayName": "text",
                     *       "realm": "text",
                     *       "sipUri": "sip:1001@example.com",
                     *       "server": "text",
                     *       "port": 5060,
                     *       "registrar": "192.0.2.10:5060",
                     *       "transports": [
                     *         "udp",
                     *         "tcp"
                     *       ],
                     *       "srtp": "off",
                     *       "voip": {
                     *         "enabled": true,
                     *         "autoAnswer": "off",
                     *         "doNotDisturb": true,
                     *         "forwardTo": {
                     *           "always": "text",
                     *           "busy": "text",
                     *           "noAnswer": "text"
                     *         },
                     *         "codecs": [
                     *           "PCMA",
                     *           "opus"
                     *         ],
                     *         "srtp": "off"
                     *       },
                     *       "registered": true,
                     *       "reachable": true,
                     *       "unreachable": "monitor_voip_disabled"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentVoip"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLiveAgents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "email": "ana.souza@example.com",
                     *           "extension": "1001",
                     *           "status": "offline",
                     *           "since": "2026-03-02T14:05:09.120Z",
                     *           "groups": [
                     *             {
                     *               "id": "agent_1f8Zk3",
                     *               "name": "Ana Souza"
                     *             }
                     *           ],
                     *           "call": {
                     *             "id": "agent_1f8Zk3",
                     *             "direction": "inbound",
                     *             "state": "ringing",
                     *             "customer": {
                     *               "number": "+551130003000",
                     *               "name": "Ana Souza"
                     *             },
                     *             "agent": {
                     *               "id": "agent_1f8Zk3",
                     *               "name": "Ana Souza",
                     *               "extension": "1001"
                     *             },
                     *             "startedAt": "2026-03-02T14:05:09.120Z",
                     *             "answeredAt": "2026-03-02T14:05:09.120Z",
                     *             "recording": "off",
                     *             "mos": 4.4,
                     *             "quality": {
                     *               "customer": {
                     *                 "codec": "text",
                     *                 "roundTripMs": 1,
                     *                 "received": {
                     *                   "expected": 1,
                     *                   "lost": 1,
                     *                   "discarded": 1,
                     *                   "duplicates": 1,
                     *                   "reordered": 1,
                     *                   "lossRatio": 1,
                     *                   "concealedRatio": 1,
                     *                   "burstDensity": 1,
                     *                   "gapDensity": 1,
                     *                   "burstMs": 1,
                     *                   "gapMs": 1,
                     *                   "jitterMs": 1,
                     *                   "delayMs": 1,
                     *                   "rFactor": 1,
                     *                   "mos": 4.4
                     *                 },
                     *                 "sent": {
                     *                   "expected": 1,
                     *                   "lost": 1,
                     *                   "discarded": 1,
                     *                   "duplicates": 1,
                     *                   "reordered": 1,
                     *                   "lossRatio": 1,
                     *                   "concealedRatio": 1,
                     *                   "burstDensity": 1,
                     *                   "gapDensity": 1,
                     *                   "burstMs": 1,
                     *                   "gapMs": 1,
                     *                   "jitterMs": 1,
                     *                   "delayMs": 1,
                     *                   "rFactor": 1,
                     *                   "mos": 4.4
                     *                 }
                     *               },
                     *               "agent": {
                     *                 "codec": "text",
                     *                 "roundTripMs": 1,
                     *                 "received": {
                     *                   "expected": 1,
                     *                   "lost": 1,
                     *                   "discarded": 1,
                     *                   "duplicates": 1,
                     *                   "reordered": 1,
                     *                   "lossRatio": 1,
                     *                   "concealedRatio": 1,
                     *                   "burstDensity": 1,
                     *                   "gapDensity": 1,
                     *                   "burstMs": 1,
                     *                   "gapMs": 1,
                     *                   "jitterMs": 1,
                     *                   "delayMs": 1,
                     *                   "rFactor": 1,
                     *                   "mos": 4.4
                     *                 },
                     *                 "sent": {
                     *                   "expected": 1,
                     *                   "lost": 1,
                     *                   "discarded": 1,
                     *                   "duplicates": 1,
                     *                   "reordered": 1,
                     *                   "lossRatio": 1,
                     *                   "concealedRatio": 1,
                     *                   "burstDensity": 1,
                     *                   "gapDensity": 1,
                     *                   "burstMs": 1,
                     *                   "gapMs": 1,
                     *                   "jitterMs": 1,
                     *                   "delayMs": 1,
                     *                   "rFactor": 1,
                     *                   "mos": 4.4
                     *                 }
                     *               }
                     *             },
                     *             "monitored": true,
                     *             "monitorings": [
                     *               {
                     *                 "id": "agent_1f8Zk3",
                     *                 "mode": "passive",
                     *                 "state": "dialing",
                     *                 "userId": "text"
                     *               }
                     *             ]
                     *           },
                     *           "monitoring": {
                     *             "id": "agent_1f8Zk3",
                     *             "callId": "text"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AgentLive"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "userId": "text",
                     *           "scopes": [
                     *             "calls:read"
                     *           ],
                     *           "createdAt": "2026-03-02T14:05:09.120Z",
                     *           "expiresAt": "2026-03-02T14:05:09.120Z",
                     *           "lastUsedAt": "2026-03-02T14:05:09.120Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "userId": "text",
                 *       "scopes": [
                 *         "calls:read"
                 *       ],
                 *       "expiresAt": "2026-03-02T14:05:09.120Z"
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    expiresAt?: string | null;
                    name: string;
                    /** @description Parts of the API that the key reaches; null: all that its user may do. */
                    scopes?: ("agents:read" | "agents:write" | "api-keys:read" | "api-keys:write" | "audit:read" | "audit:write" | "calls:read" | "calls:write" | "events:read" | "events:write" | "groups:read" | "groups:write" | "imports:read" | "imports:write" | "monitorings:read" | "monitorings:write" | "numbers:read" | "numbers:write" | "privacy:read" | "privacy:write" | "recordings:read" | "recordings:write" | "reports:read" | "reports:write" | "routes:read" | "routes:write" | "settings:read" | "settings:write" | "trunks:read" | "trunks:write" | "users:read" | "users:write")[] | null;
                    userId?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "userId": "text",
                     *       "scopes": [
                     *         "calls:read"
                     *       ],
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "expiresAt": "2026-03-02T14:05:09.120Z",
                     *       "lastUsedAt": "2026-03-02T14:05:09.120Z",
                     *       "key": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "userId": "text",
                     *       "scopes": [
                     *         "calls:read"
                     *       ],
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "expiresAt": "2026-03-02T14:05:09.120Z",
                     *       "lastUsedAt": "2026-03-02T14:05:09.120Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description `monitoring.ended`, or `monitoring` for all that begin so. */
                action?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description Entries at or after this moment. */
                from?: string;
                limit?: number;
                /** @description The id of what it was done to. */
                subject?: string;
                /** @description Entries before this moment. */
                to?: string;
                /** @description Who did it. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "at": "2026-03-02T14:05:09.120Z",
                     *           "actor": {
                     *             "userId": "text",
                     *             "email": "ana.souza@example.com",
                     *             "ip": "192.0.2.44"
                     *           },
                     *           "action": "text",
                     *           "subject": "text",
                     *           "detail": {},
                     *           "personal": "none",
                     *           "sequence": 1,
                     *           "previousHash": "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
                     *           "hash": "3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c"
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                    "application/x-ndjson": components["schemas"]["AuditLine"];
                    /**
                     * @example email,name
                     *     ana.souza@example.com,Ana Souza
                     */
                    "text/csv": string;
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAudit: {
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "intact": true,
                     *       "entries": 1,
                     *       "erased": 1,
                     *       "firstSequence": 1,
                     *       "lastSequence": 1,
                     *       "lastHash": "3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c",
                     *       "brokenAt": 1,
                     *       "reason": "entry_missing"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "direction": "inbound",
                     *           "state": "ringing",
                     *           "customer": {
                     *             "number": "+551130003000",
                     *             "name": "Ana Souza"
                     *           },
                     *           "agent": {
                     *             "id": "agent_1f8Zk3",
                     *             "name": "Ana Souza",
                     *             "extension": "1001"
                     *           },
                     *           "startedAt": "2026-03-02T14:05:09.120Z",
                     *           "answeredAt": "2026-03-02T14:05:09.120Z",
                     *           "recording": "off",
                     *           "mos": 4.4,
                     *           "quality": {
                     *             "customer": {
                     *               "codec": "text",
                     *               "roundTripMs": 1,
                     *               "received": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               },
                     *               "sent": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               }
                     *             },
                     *             "agent": {
                     *               "codec": "text",
                     *               "roundTripMs": 1,
                     *               "received": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               },
                     *               "sent": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               }
                     *             }
                     *           },
                     *           "monitored": true,
                     *           "monitorings": [
                     *             {
                     *               "id": "agent_1f8Zk3",
                     *               "mode": "passive",
                     *               "state": "dialing",
                     *               "userId": "text"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Call"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agentId": "text",
                 *       "to": "+5511987654321"
                 *     }
                 */
                "application/json": {
                    agentId: string;
                    to: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description agent_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description shutting_down, unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hangUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict, call_not_live */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict, call_not_live */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict, call_not_live */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict, call_not_live */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transferCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description `blind`: whoever answers gets the call. `attended`: the agent speaks to `to` first, and the other party waits. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "+5511987654321",
                 *       "type": "blind"
                 *     }
                 */
                "application/json": {
                    to: string;
                    /** @enum {string} */
                    type: "blind" | "attended";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description agent_not_in_call, call_not_live, already_transferring, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description target_not_found, target_busy, target_unavailable, idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description shutting_down, unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no_transfer, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "direction": "inbound",
                     *       "state": "ringing",
                     *       "customer": {
                     *         "number": "+551130003000",
                     *         "name": "Ana Souza"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "extension": "1001"
                     *       },
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "answeredAt": "2026-03-02T14:05:09.120Z",
                     *       "recording": "off",
                     *       "mos": 4.4,
                     *       "quality": {
                     *         "customer": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         },
                     *         "agent": {
                     *           "codec": "text",
                     *           "roundTripMs": 1,
                     *           "received": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           },
                     *           "sent": {
                     *             "expected": 1,
                     *             "lost": 1,
                     *             "discarded": 1,
                     *             "duplicates": 1,
                     *             "reordered": 1,
                     *             "lossRatio": 1,
                     *             "concealedRatio": 1,
                     *             "burstDensity": 1,
                     *             "gapDensity": 1,
                     *             "burstMs": 1,
                     *             "gapMs": 1,
                     *             "jitterMs": 1,
                     *             "delayMs": 1,
                     *             "rFactor": 1,
                     *             "mos": 4.4
                     *           }
                     *         }
                     *       },
                     *       "monitored": true,
                     *       "monitorings": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "mode": "passive",
                     *           "state": "dialing",
                     *           "userId": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Call"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no_transfer, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    subscribe: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "extension": "1001",
                     *           "strategy": "all",
                     *           "agentIds": [
                     *             "text"
                     *           ],
                     *           "ringSeconds": 5
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Group"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "strategy": "all",
                 *       "agentIds": [
                 *         "text"
                 *       ],
                 *       "extension": "1001",
                 *       "ringSeconds": 5
                 *     }
                 */
                "application/json": {
                    agentIds: string[];
                    /** @description What agents dial to reach it. */
                    extension?: string | null;
                    name: string;
                    /** @description How long it rings at each turn. */
                    ringSeconds?: number;
                    /**
                     * @description All at once; one after the other in the order of `agentIds`; or whoever has been free for longest first.
                     * @enum {string}
                     */
                    strategy: "all" | "sequential" | "longest_idle";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "extension": "1001",
                     *       "strategy": "all",
                     *       "agentIds": [
                     *         "text"
                     *       ],
                     *       "ringSeconds": 5
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "extension": "1001",
                     *       "strategy": "all",
                     *       "agentIds": [
                     *         "text"
                     *       ],
                     *       "ringSeconds": 5
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "extension": "1001",
                 *       "strategy": "all",
                 *       "agentIds": [
                 *         "text"
                 *       ],
                 *       "ringSeconds": 5
                 *     }
                 */
                "application/json": {
                    agentIds?: string[] | null;
                    /** @description What agents dial to reach it. */
                    extension?: string | null;
                    name?: string | null;
                    /** @description How long it rings at each turn. */
                    ringSeconds?: number | null;
                    /**
                     * @description All at once; one after the other in the order of `agentIds`; or whoever has been free for longest first.
                     * @enum {string|null}
                     */
                    strategy?: "all" | "sequential" | "longest_idle" | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "extension": "1001",
                     *       "strategy": "all",
                     *       "agentIds": [
                     *         "text"
                     *       ],
                     *       "ringSeconds": 5
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importAgents: {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example email,name
                 *     ana.souza@example.com,Ana Souza
                 */
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description What an import did, or a dry run found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rows": 1,
                     *       "created": 1,
                     *       "updated": 1,
                     *       "unchanged": 1,
                     *       "errors": [
                     *         {
                     *           "line": 1,
                     *           "column": "text",
                     *           "code": "not_utf8",
                     *           "message": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importNumbers: {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example email,name
                 *     ana.souza@example.com,Ana Souza
                 */
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description What an import did, or a dry run found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rows": 1,
                     *       "created": 1,
                     *       "updated": 1,
                     *       "unchanged": 1,
                     *       "errors": [
                     *         {
                     *           "line": 1,
                     *           "column": "text",
                     *           "code": "not_utf8",
                     *           "message": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importUsers: {
        parameters: {
            query?: {
                dryRun?: "true" | "false";
            };
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example email,name
                 *     ana.souza@example.com,Ana Souza
                 */
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description What an import did, or a dry run found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rows": 1,
                     *       "created": 1,
                     *       "updated": 1,
                     *       "unchanged": 1,
                     *       "errors": [
                     *         {
                     *           "line": 1,
                     *           "column": "text",
                     *           "code": "not_utf8",
                     *           "message": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "email": "ana.souza@example.com",
                     *       "name": "Ana Souza",
                     *       "role": "administrator",
                     *       "profiles": {
                     *         "analytics": true,
                     *         "financial": true
                     *       },
                     *       "screens": {
                     *         "agentsDashboard": true
                     *       },
                     *       "monitoring": {
                     *         "passive": true,
                     *         "semiActive": true,
                     *         "active": true,
                     *         "groupIds": [
                     *           "text"
                     *         ],
                     *         "purpose": "optional",
                     *         "failureNotice": "requester"
                     *       },
                     *       "agent": {
                     *         "id": "agent_1f8Zk3",
                     *         "extension": "1001"
                     *       },
                     *       "account": {
                     *         "id": "agent_1f8Zk3",
                     *         "name": "Ana Souza",
                     *         "domain": "example.com",
                     *         "timeZone": "America/Sao_Paulo"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
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
                 *       "current": "text",
                 *       "password": "salada-de-frutas-7"
                 *     }
                 */
                "application/json": {
                    /** @description The present one. */
                    current: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMonitorings: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "state": "dialing",
                     *           "mode": "passive",
                     *           "follow": "call",
                     *           "purpose": "Training of new agents",
                     *           "callId": "text",
                     *           "agentId": "text",
                     *           "userId": "text",
                     *           "createdAt": "2026-03-02T14:05:09.120Z",
                     *           "connectedAt": "2026-03-02T14:05:09.120Z",
                     *           "endedAt": "2026-03-02T14:05:09.120Z",
                     *           "effectiveAt": "2026-03-02T14:05:09.120Z",
                     *           "reason": "text",
                     *           "sipStatus": 1
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Monitoring"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startMonitoring: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Exactly one of `callId` and `agentId`. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "callId": "call_7Qm2",
                 *       "mode": "passive",
                 *       "purpose": "Training of new agents"
                 *     }
                 */
                "application/json": {
                    agentId?: string;
                    callId?: string;
                    /**
                     * @description Left out: `call`; asked for the same call again: as it is.
                     * @enum {string}
                     */
                    follow?: "call" | "agent";
                    /** @enum {string} */
                    mode: "passive" | "semi_active" | "active" | "listen" | "whisper" | "barge";
                    /** @description What it is for, kept in the audit log. Needed where the settings' `monitoring.purpose` is `required`. */
                    purpose?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "state": "dialing",
                     *       "mode": "passive",
                     *       "follow": "call",
                     *       "purpose": "Training of new agents",
                     *       "callId": "text",
                     *       "agentId": "text",
                     *       "userId": "text",
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "connectedAt": "2026-03-02T14:05:09.120Z",
                     *       "endedAt": "2026-03-02T14:05:09.120Z",
                     *       "effectiveAt": "2026-03-02T14:05:09.120Z",
                     *       "reason": "text",
                     *       "sipStatus": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "state": "dialing",
                     *       "mode": "passive",
                     *       "follow": "call",
                     *       "purpose": "Training of new agents",
                     *       "callId": "text",
                     *       "agentId": "text",
                     *       "userId": "text",
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "connectedAt": "2026-03-02T14:05:09.120Z",
                     *       "endedAt": "2026-03-02T14:05:09.120Z",
                     *       "effectiveAt": "2026-03-02T14:05:09.120Z",
                     *       "reason": "text",
                     *       "sipStatus": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description screen_not_permitted, mode_not_permitted, agent_out_of_scope, self_monitoring, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description call_not_found, agent_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description agent_not_in_call, call_not_live, already_monitoring, monitor_busy, conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no_matching_agent, monitor_voip_disabled, monitor_do_not_disturb, monitor_not_registered, idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description shutting_down, unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMonitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "state": "dialing",
                     *       "mode": "passive",
                     *       "follow": "call",
                     *       "purpose": "Training of new agents",
                     *       "callId": "text",
                     *       "agentId": "text",
                     *       "userId": "text",
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "connectedAt": "2026-03-02T14:05:09.120Z",
                     *       "endedAt": "2026-03-02T14:05:09.120Z",
                     *       "effectiveAt": "2026-03-02T14:05:09.120Z",
                     *       "reason": "text",
                     *       "sipStatus": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endMonitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "state": "dialing",
                     *       "mode": "passive",
                     *       "follow": "call",
                     *       "purpose": "Training of new agents",
                     *       "callId": "text",
                     *       "agentId": "text",
                     *       "userId": "text",
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "connectedAt": "2026-03-02T14:05:09.120Z",
                     *       "endedAt": "2026-03-02T14:05:09.120Z",
                     *       "effectiveAt": "2026-03-02T14:05:09.120Z",
                     *       "reason": "text",
                     *       "sipStatus": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description monitoring_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMonitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mode": "passive"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    mode: "passive" | "semi_active" | "active" | "listen" | "whisper" | "barge";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "state": "dialing",
                     *       "mode": "passive",
                     *       "follow": "call",
                     *       "purpose": "Training of new agents",
                     *       "callId": "text",
                     *       "agentId": "text",
                     *       "userId": "text",
                     *       "createdAt": "2026-03-02T14:05:09.120Z",
                     *       "connectedAt": "2026-03-02T14:05:09.120Z",
                     *       "endedAt": "2026-03-02T14:05:09.120Z",
                     *       "effectiveAt": "2026-03-02T14:05:09.120Z",
                     *       "reason": "text",
                     *       "sipStatus": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description mode_not_permitted, agent_out_of_scope, forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description monitoring_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNumbers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; with `Accept: text/csv` all of them, in columns that can be imported again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "number": "+551130003000",
                     *           "trunkId": "text",
                     *           "destination": {
                     *             "type": "agent",
                     *             "id": "agent_1f8Zk3"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Number"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                    /**
                     * @example email,name
                     *     ana.souza@example.com,Ana Souza
                     */
                    "text/csv": string;
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "+551130003000",
                 *       "destination": {
                 *         "type": "agent",
                 *         "id": "agent_1f8Zk3"
                 *       },
                 *       "trunkId": "text"
                 *     }
                 */
                "application/json": {
                    destination: {
                        id: string;
                        /** @enum {string} */
                        type: "agent" | "group";
                    };
                    number: string;
                    /** @description With it, only calls from that trunk reach the number. */
                    trunkId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "number": "+551130003000",
                     *       "trunkId": "text",
                     *       "destination": {
                     *         "type": "agent",
                     *         "id": "agent_1f8Zk3"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Number"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "number": "+551130003000",
                     *       "trunkId": "text",
                     *       "destination": {
                     *         "type": "agent",
                     *         "id": "agent_1f8Zk3"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Number"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "number": "+551130003000",
                 *       "trunkId": "text",
                 *       "destination": {
                 *         "type": "agent",
                 *         "id": "agent_1f8Zk3"
                 *       }
                 *     }
                 */
                "application/json": {
                    destination?: {
                        id?: string | null;
                        /** @enum {string|null} */
                        type?: "agent" | "group" | null;
                    } | null;
                    number?: string | null;
                    /** @description With it, only calls from that trunk reach the number. */
                    trunkId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "number": "+551130003000",
                     *       "trunkId": "text",
                     *       "destination": {
                     *         "type": "agent",
                     *         "id": "agent_1f8Zk3"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Number"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confirm": true,
                 *       "agentId": "text"
                 *     }
                 */
                "application/json": {
                    agentId?: string;
                    /** @enum {boolean} */
                    confirm: true;
                    /** @description Of somebody outside, however it is written. */
                    number?: string;
                    userId?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reports": 1,
                     *       "recordings": 1,
                     *       "recordingsRefused": 1,
                     *       "auditEntries": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agentId": "text"
                 *     }
                 */
                "application/json": {
                    agentId?: string;
                    /** @description Of somebody outside, however it is written. */
                    number?: string;
                    userId?: string;
                };
            };
        };
        responses: {
            /** @description What is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["PersonalThing"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordings: {
        parameters: {
            query?: {
                /** @description Of calls that this agent was the last to have. */
                agentId?: string;
                callId?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description Recordings begun at or after this moment. */
                from?: string;
                limit?: number;
                /** @description Recordings begun before this moment. */
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "callId": "text",
                     *           "startedAt": "2026-03-02T14:05:09.120Z",
                     *           "durationMs": 1,
                     *           "channels": 2,
                     *           "sampleRate": 8000,
                     *           "bytes": 1,
                     *           "format": "wav",
                     *           "state": "writing",
                     *           "missingMs": 1
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Recording"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "callId": "text",
                     *       "startedAt": "2026-03-02T14:05:09.120Z",
                     *       "durationMs": 1,
                     *       "channels": 2,
                     *       "sampleRate": 8000,
                     *       "bytes": 1,
                     *       "format": "wav",
                     *       "state": "writing",
                     *       "missingMs": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Recording"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description A part */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description range_not_satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    headRecordingAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description A part */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description range_not_satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecordingMarks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "atMs": 1,
                     *           "durationMs": 1,
                     *           "kind": "hold"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecordingMarks"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCallReports: {
        parameters: {
            query?: {
                agentId?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                direction?: "inbound" | "outbound" | "internal";
                /** @description One, or several. */
                disposition?: ("answered" | "no_answer" | "busy" | "failed" | "cancelled" | "interrupted") | ("answered" | "no_answer" | "busy" | "failed" | "cancelled" | "interrupted")[];
                /** @description Calls started at or after this moment. */
                from?: string;
                limit?: number;
                number?: string;
                /** @description With what the customer's number begins, with or without its country. */
                numberPrefix?: string;
                /** @description Only calls whose recording is kept. */
                recorded?: "true";
                /** @description Calls started before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Finished calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "callId": "text",
                     *           "direction": "inbound",
                     *           "disposition": "answered",
                     *           "customerNumber": "+5511987654321",
                     *           "agentId": "text",
                     *           "agentName": "Ana Souza",
                     *           "agentExtension": "1001",
                     *           "trunkId": "text",
                     *           "startedAt": "2026-03-02T14:05:09.120Z",
                     *           "ringingAt": "2026-03-02T14:05:09.120Z",
                     *           "answeredAt": "2026-03-02T14:05:09.120Z",
                     *           "endedAt": "2026-03-02T14:05:09.120Z",
                     *           "ringMs": 1,
                     *           "talkMs": 1,
                     *           "holdMs": 1,
                     *           "hungUpBy": "customer",
                     *           "sipStatus": 1,
                     *           "transfers": [
                     *             {
                     *               "at": "2026-03-02T14:05:09.120Z",
                     *               "type": "blind",
                     *               "fromAgentId": "text",
                     *               "toAgentId": "text",
                     *               "toNumber": "text"
                     *             }
                     *           ],
                     *           "recordingId": "text",
                     *           "quality": {
                     *             "customer": {
                     *               "codec": "text",
                     *               "roundTripMs": 1,
                     *               "received": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               },
                     *               "sent": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               }
                     *             },
                     *             "agent": {
                     *               "codec": "text",
                     *               "roundTripMs": 1,
                     *               "received": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               },
                     *               "sent": {
                     *                 "expected": 1,
                     *                 "lost": 1,
                     *                 "discarded": 1,
                     *                 "duplicates": 1,
                     *                 "reordered": 1,
                     *                 "lossRatio": 1,
                     *                 "concealedRatio": 1,
                     *                 "burstDensity": 1,
                     *                 "gapDensity": 1,
                     *                 "burstMs": 1,
                     *                 "gapMs": 1,
                     *                 "jitterMs": 1,
                     *                 "delayMs": 1,
                     *                 "rFactor": 1,
                     *                 "mos": 4.4
                     *               }
                     *             }
                     *           },
                     *           "ownNumber": "text"
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ReportRow"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                    /**
                     * @example email,name
                     *     ana.souza@example.com,Ana Souza
                     */
                    "text/csv": string;
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSummary: {
        parameters: {
            query?: {
                agentId?: string;
                /** @description Calls started at or after this moment. */
                from?: string;
                /** @description Calls started before this moment. */
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "calls": 1,
                     *       "answered": 1,
                     *       "missed": 1,
                     *       "talkMs": 1,
                     *       "holdMs": 1,
                     *       "hours": [
                     *         {
                     *           "hour": "2026-03-02T14:05:09.120Z",
                     *           "calls": 1,
                     *           "answered": 1,
                     *           "missed": 1
                     *         }
                     *       ],
                     *       "agents": [
                     *         {
                     *           "agentId": "text",
                     *           "name": "Ana Souza",
                     *           "calls": 1,
                     *           "answered": 1,
                     *           "talkMs": 1,
                     *           "holdMs": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query: {
                by: "number" | "trunk";
                /** @description Calls started at or after this moment. */
                from?: string;
                /** @description Calls started before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lines that were used */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": "+551130003000",
                     *           "trunkId": "text",
                     *           "name": "Ana Souza",
                     *           "calls": 1,
                     *           "inboundCalls": 1,
                     *           "outboundCalls": 1,
                     *           "answered": 1,
                     *           "talkMs": 1,
                     *           "inboundTalkMs": 1,
                     *           "outboundTalkMs": 1
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Usage"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                    /**
                     * @example email,name
                     *     ana.souza@example.com,Ana Souza
                     */
                    "text/csv": string;
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoutes: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "prefix": "0",
                     *           "strip": 1,
                     *           "prepend": "text",
                     *           "trunkIds": [
                     *             "text"
                     *           ],
                     *           "callerId": "+551130003000"
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Route"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRoute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "prefix": "0",
                 *       "trunkIds": [
                 *         "text"
                 *       ],
                 *       "strip": 1,
                 *       "prepend": "text",
                 *       "callerId": "+551130003000"
                 *     }
                 */
                "application/json": {
                    callerId?: string | null;
                    prefix: string;
                    prepend?: string;
                    /** @description Digits taken off the front. */
                    strip?: number;
                    /** @description Tried in order. */
                    trunkIds: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "prefix": "0",
                     *       "strip": 1,
                     *       "prepend": "text",
                     *       "trunkIds": [
                     *         "text"
                     *       ],
                     *       "callerId": "+551130003000"
                     *     }
                     */
                    "application/json": components["schemas"]["Route"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "prefix": "0",
                     *       "strip": 1,
                     *       "prepend": "text",
                     *       "trunkIds": [
                     *         "text"
                     *       ],
                     *       "callerId": "+551130003000"
                     *     }
                     */
                    "application/json": components["schemas"]["Route"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRoute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateRoute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "prefix": "0",
                 *       "strip": 1,
                 *       "prepend": "text",
                 *       "trunkIds": [
                 *         "text"
                 *       ],
                 *       "callerId": "+551130003000"
                 *     }
                 */
                "application/json": {
                    callerId?: string | null;
                    prefix?: string | null;
                    prepend?: string | null;
                    /** @description Digits taken off the front. */
                    strip?: number | null;
                    /** @description Tried in order. */
                    trunkIds?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "prefix": "0",
                     *       "strip": 1,
                     *       "prepend": "text",
                     *       "trunkIds": [
                     *         "text"
                     *       ],
                     *       "callerId": "+551130003000"
                     *     }
                     */
                    "application/json": components["schemas"]["Route"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lookUpNumber: {
        parameters: {
            query: {
                /** @description As an agent would dial it. */
                number: string;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": "+551130003000",
                     *       "e164": "+551130003000",
                     *       "extension": null,
                     *       "route": {
                     *         "id": "agent_1f8Zk3",
                     *         "prefix": "0"
                     *       },
                     *       "trunks": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "inService": true,
                     *           "full": true,
                     *           "tried": true,
                     *           "dialledAs": "1130003000",
                     *           "callerId": "+551130003000"
                     *         }
                     *       ],
                     *       "reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["RouteLookup"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignIn: {
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "agent_1f8Zk3",
                     *         "email": "ana.souza@example.com",
                     *         "name": "Ana Souza",
                     *         "role": "administrator",
                     *         "profiles": {
                     *           "analytics": true,
                     *           "financial": true
                     *         },
                     *         "screens": {
                     *           "agentsDashboard": true
                     *         },
                     *         "monitoring": {
                     *           "passive": true,
                     *           "semiActive": true,
                     *           "active": true,
                     *           "groupIds": [
                     *             "text"
                     *           ],
                     *           "purpose": "optional",
                     *           "failureNotice": "requester"
                     *         },
                     *         "agent": {
                     *           "id": "agent_1f8Zk3",
                     *           "extension": "1001"
                     *         },
                     *         "account": {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "domain": "example.com",
                     *           "timeZone": "America/Sao_Paulo"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        user: components["schemas"]["Me"] | null;
                    };
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
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
                 *       "email": "ana.souza@example.com",
                 *       "password": "salada-de-frutas-7",
                 *       "domain": "example.com"
                 *     }
                 */
                "application/json": {
                    /** @description The account's SIP domain; only for who has the same e-mail in several accounts. */
                    domain?: string;
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "q0Zc1kP8",
                     *       "user": {
                     *         "id": "agent_1f8Zk3",
                     *         "email": "ana.souza@example.com",
                     *         "name": "Ana Souza",
                     *         "role": "administrator",
                     *         "profiles": {
                     *           "analytics": true,
                     *           "financial": true
                     *         },
                     *         "screens": {
                     *           "agentsDashboard": true
                     *         },
                     *         "monitoring": {
                     *           "passive": true,
                     *           "semiActive": true,
                     *           "active": true,
                     *           "groupIds": [
                     *             "text"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        token: string;
                        user: components["schemas"]["User"];
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description wrong_credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
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
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettings: {
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "monitoring": {
                     *         "callerId": "+551130003000",
                     *         "callerName": "(11) 3000-3000",
                     *         "ringSeconds": 1,
                     *         "mediaTimeoutSeconds": 1,
                     *         "failureNotice": "requester",
                     *         "purpose": "optional"
                     *       },
                     *       "recording": {
                     *         "enabled": true,
                     *         "layout": "stereo",
                     *         "onHold": "silence",
                     *         "retentionDays": 1
                     *       },
                     *       "notice": {
                     *         "calls": "none",
                     *         "sound": "text",
                     *         "everySeconds": 1
                     *       },
                     *       "privacy": {
                     *         "reportRetentionDays": 1,
                     *         "auditRetentionDays": 1
                     *       },
                     *       "security": {
                     *         "idleSignOutMinutes": 5
                     *       },
                     *       "media": {
                     *         "timeoutSeconds": 10
                     *       },
                     *       "forwarding": {
                     *         "noAnswerSeconds": 5
                     *       },
                     *       "holdMusic": "default",
                     *       "echoExtension": "*43",
                     *       "sip": {
                     *         "digest": "MD5"
                     *       },
                     *       "country": "BR",
                     *       "locale": "pt-BR",
                     *       "timeZone": "America/Sao_Paulo"
                     *     }
                     */
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "monitoring": {
                 *         "callerId": "+551130003000",
                 *         "callerName": "(11) 3000-3000",
                 *         "ringSeconds": 1,
                 *         "mediaTimeoutSeconds": 1,
                 *         "failureNotice": "requester",
                 *         "purpose": "optional"
                 *       },
                 *       "recording": {
                 *         "enabled": true,
                 *         "layout": "stereo",
                 *         "onHold": "silence",
                 *         "retentionDays": 1
                 *       },
                 *       "notice": {
                 *         "calls": "none",
                 *         "sound": "text",
                 *         "everySeconds": 1
                 *       },
                 *       "privacy": {
                 *         "reportRetentionDays": 1,
                 *         "auditRetentionDays": 1
                 *       },
                 *       "security": {
                 *         "idleSignOutMinutes": 5
                 *       },
                 *       "media": {
                 *         "timeoutSeconds": 10
                 *       },
                 *       "forwarding": {
                 *         "noAnswerSeconds": 5
                 *       },
                 *       "holdMusic": "default",
                 *       "echoExtension": "*43",
                 *       "sip": {
                 *         "digest": "MD5"
                 *       },
                 *       "country": "BR",
                 *       "locale": "pt-BR",
                 *       "timeZone": "America/Sao_Paulo"
                 *     }
                 */
                "application/json": {
                    country?: string | null;
                    /** @description What agents dial to hear themselves; null: nothing. */
                    echoExtension?: string | null;
                    forwarding?: {
                        /** @description How long a phone rings before `forwardTo.noAnswer` applies. */
                        noAnswerSeconds?: number | null;
                    } | null;
                    /** @description `default`, `silence`, or the name of a WAV file in the folder `music` of the data folder. */
                    holdMusic?: string | null;
                    locale?: string | null;
                    media?: {
                        /** @description A party that sends neither RTP nor RTCP for so long, while nobody holds, is hung up. */
                        timeoutSeconds?: number | null;
                    } | null;
                    monitoring?: {
                        callerId?: string | null;
                        callerName?: string | null;
                        /** @enum {string|null} */
                        failureNotice?: "requester" | "silent" | null;
                        mediaTimeoutSeconds?: number | null;
                        /**
                         * @description Whether a monitoring must say what for.
                         * @enum {string|null}
                         */
                        purpose?: "optional" | "required" | null;
                        ringSeconds?: number | null;
                    } | null;
                    notice?: {
                        /**
                         * @description The calls whose parties are told that they may be heard: those monitored at the moment, those recorded, or all.
                         * @enum {string|null}
                         */
                        calls?: "none" | "monitored" | "recorded" | "all" | null;
                        /** @description From one to the next; 0: once. */
                        everySeconds?: number | null;
                        /** @description `tone`, or the name of a WAV file in the folder `music` of the data folder. */
                        sound?: string | null;
                    } | null;
                    privacy?: {
                        auditRetentionDays?: number | null;
                        reportRetentionDays?: number | null;
                    } | null;
                    recording?: {
                        enabled?: boolean | null;
                        /** @enum {string|null} */
                        layout?: "stereo" | "mixed" | "multitrack" | null;
                        /** @enum {string|null} */
                        onHold?: "silence" | "music" | null;
                        retentionDays?: number | null;
                    } | null;
                    security?: {
                        /** @description A sign-in that is not used for so long is over. */
                        idleSignOutMinutes?: number | null;
                    } | null;
                    sip?: {
                        /** @enum {string|null} */
                        digest?: "MD5" | "SHA-256" | "both" | null;
                    } | null;
                    timeZone?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "monitoring": {
                     *         "callerId": "+551130003000",
                     *         "callerName": "(11) 3000-3000",
                     *         "ringSeconds": 1,
                     *         "mediaTimeoutSeconds": 1,
                     *         "failureNotice": "requester",
                     *         "purpose": "optional"
                     *       },
                     *       "recording": {
                     *         "enabled": true,
                     *         "layout": "stereo",
                     *         "onHold": "silence",
                     *         "retentionDays": 1
                     *       },
                     *       "notice": {
                     *         "calls": "none",
                     *         "sound": "text",
                     *         "everySeconds": 1
                     *       },
                     *       "privacy": {
                     *         "reportRetentionDays": 1,
                     *         "auditRetentionDays": 1
                     *       },
                     *       "security": {
                     *         "idleSignOutMinutes": 5
                     *       },
                     *       "media": {
                     *         "timeoutSeconds": 10
                     *       },
                     *       "forwarding": {
                     *         "noAnswerSeconds": 5
                     *       },
                     *       "holdMusic": "default",
                     *       "echoExtension": "*43",
                     *       "sip": {
                     *         "digest": "MD5"
                     *       },
                     *       "country": "BR",
                     *       "locale": "pt-BR",
                     *       "timeZone": "America/Sao_Paulo"
                     *     }
                     */
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignIns: {
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "userId": "text",
                     *           "startedAt": "2026-03-02T14:05:09.120Z",
                     *           "lastUsedAt": "2026-03-02T14:05:09.120Z",
                     *           "ip": "192.0.2.44",
                     *           "userAgent": "Mozilla/5.0",
                     *           "current": true
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["SignIn"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSignIns: {
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
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrunks: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "name": "Ana Souza",
                     *           "host": "sip.example.com",
                     *           "port": 5060,
                     *           "transport": "udp",
                     *           "auth": "ip",
                     *           "username": "text",
                     *           "register": true,
                     *           "maxCalls": 1,
                     *           "codecs": [
                     *             "PCMA",
                     *             "opus"
                     *           ],
                     *           "realm": "text",
                     *           "pingSeconds": 1,
                     *           "identity": "from",
                     *           "fromDomain": "text",
                     *           "anonymous": true,
                     *           "dialledFormat": "as_dialled",
                     *           "callingFormat": "as_dialled",
                     *           "srtp": "off",
                     *           "dtmf": "auto",
                     *           "state": {
                     *             "registered": true,
                     *             "reachable": true,
                     *             "lastError": "text"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Trunk"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTrunk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "host": "sip.example.com",
                 *       "transport": "udp",
                 *       "auth": "ip",
                 *       "port": 5060,
                 *       "username": "text",
                 *       "register": true,
                 *       "maxCalls": 1,
                 *       "codecs": [
                 *         "PCMA",
                 *         "opus"
                 *       ],
                 *       "realm": "text",
                 *       "pingSeconds": 1,
                 *       "identity": "from",
                 *       "fromDomain": "text",
                 *       "anonymous": true,
                 *       "dialledFormat": "as_dialled",
                 *       "callingFormat": "as_dialled",
                 *       "srtp": "off",
                 *       "dtmf": "auto",
                 *       "password": "salada-de-frutas-7"
                 *     }
                 */
                "application/json": {
                    /** @description Calls keep their number from the person called. */
                    anonymous?: boolean;
                    /** @enum {string} */
                    auth: "ip" | "register" | "accept-register";
                    /** @enum {string} */
                    callingFormat?: "as_dialled" | "e164" | "national";
                    /** @description The only ones that it is offered and answered with, best first: of PCMA, PCMU, G722 and opus at least one. Null: all. */
                    codecs?: string[] | null;
                    /** @enum {string} */
                    dialledFormat?: "as_dialled" | "e164" | "national";
                    /**
                     * @description How it takes keys. `auto`: as events where they are negotiated, else by INFO where its Allow names that, else as tones.
                     * @enum {string}
                     */
                    dtmf?: "auto" | "rfc4733" | "info" | "inband";
                    /** @description Null: the SIP domain. */
                    fromDomain?: string | null;
                    host: string;
                    /**
                     * @description Where the number that calls stands.
                     * @enum {string}
                     */
                    identity?: "from" | "p-asserted-identity" | "both";
                    maxCalls?: number | null;
                    name: string;
                    /** @description Never shown. */
                    password?: string | null;
                    /** @description 0: no OPTIONS. */
                    pingSeconds?: number;
                    port?: number | null;
                    /** @description The only realm whose challenges are answered; null: the one seen first. */
                    realm?: string | null;
                    register?: boolean;
                    /**
                     * @description Encrypted audio: not asked for; best effort in one m-line, or in two; or nothing else.
                     * @enum {string}
                     */
                    srtp?: "off" | "offered" | "offered_twice" | "required";
                    /** @enum {string} */
                    transport: "udp" | "tcp" | "tls" | "auto";
                    username?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "host": "sip.example.com",
                     *       "port": 5060,
                     *       "transport": "udp",
                     *       "auth": "ip",
                     *       "username": "text",
                     *       "register": true,
                     *       "maxCalls": 1,
                     *       "codecs": [
                     *         "PCMA",
                     *         "opus"
                     *       ],
                     *       "realm": "text",
                     *       "pingSeconds": 1,
                     *       "identity": "from",
                     *       "fromDomain": "text",
                     *       "anonymous": true,
                     *       "dialledFormat": "as_dialled",
                     *       "callingFormat": "as_dialled",
                     *       "srtp": "off",
                     *       "dtmf": "auto",
                     *       "state": {
                     *         "registered": true,
                     *         "reachable": true,
                     *         "lastError": "text"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Trunk"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "host": "sip.example.com",
                     *       "port": 5060,
                     *       "transport": "udp",
                     *       "auth": "ip",
                     *       "username": "text",
                     *       "register": true,
                     *       "maxCalls": 1,
                     *       "codecs": [
                     *         "PCMA",
                     *         "opus"
                     *       ],
                     *       "realm": "text",
                     *       "pingSeconds": 1,
                     *       "identity": "from",
                     *       "fromDomain": "text",
                     *       "anonymous": true,
                     *       "dialledFormat": "as_dialled",
                     *       "callingFormat": "as_dialled",
                     *       "srtp": "off",
                     *       "dtmf": "auto",
                     *       "state": {
                     *         "registered": true,
                     *         "reachable": true,
                     *         "lastError": "text"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Trunk"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTrunk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTrunk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Souza",
                 *       "host": "sip.example.com",
                 *       "port": 5060,
                 *       "transport": "udp",
                 *       "auth": "ip",
                 *       "username": "text",
                 *       "register": true,
                 *       "maxCalls": 1,
                 *       "codecs": [
                 *         "PCMA",
                 *         "opus"
                 *       ],
                 *       "realm": "text",
                 *       "pingSeconds": 1,
                 *       "identity": "from",
                 *       "fromDomain": "text",
                 *       "anonymous": true,
                 *       "dialledFormat": "as_dialled",
                 *       "callingFormat": "as_dialled",
                 *       "srtp": "off",
                 *       "dtmf": "auto",
                 *       "password": "salada-de-frutas-7"
                 *     }
                 */
                "application/json": {
                    /** @description Calls keep their number from the person called. */
                    anonymous?: boolean | null;
                    /** @enum {string|null} */
                    auth?: "ip" | "register" | "accept-register" | null;
                    /** @enum {string|null} */
                    callingFormat?: "as_dialled" | "e164" | "national" | null;
                    /** @description The only ones that it is offered and answered with, best first: of PCMA, PCMU, G722 and opus at least one. Null: all. */
                    codecs?: string[] | null;
                    /** @enum {string|null} */
                    dialledFormat?: "as_dialled" | "e164" | "national" | null;
                    /**
                     * @description How it takes keys. `auto`: as events where they are negotiated, else by INFO where its Allow names that, else as tones.
                     * @enum {string|null}
                     */
                    dtmf?: "auto" | "rfc4733" | "info" | "inband" | null;
                    /** @description Null: the SIP domain. */
                    fromDomain?: string | null;
                    host?: string | null;
                    /**
                     * @description Where the number that calls stands.
                     * @enum {string|null}
                     */
                    identity?: "from" | "p-asserted-identity" | "both" | null;
                    maxCalls?: number | null;
                    name?: string | null;
                    /** @description Never shown. */
                    password?: string | null;
                    /** @description 0: no OPTIONS. */
                    pingSeconds?: number | null;
                    port?: number | null;
                    /** @description The only realm whose challenges are answered; null: the one seen first. */
                    realm?: string | null;
                    register?: boolean | null;
                    /**
                     * @description Encrypted audio: not asked for; best effort in one m-line, or in two; or nothing else.
                     * @enum {string|null}
                     */
                    srtp?: "off" | "offered" | "offered_twice" | "required" | null;
                    /** @enum {string|null} */
                    transport?: "udp" | "tcp" | "tls" | "auto" | null;
                    username?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "name": "Ana Souza",
                     *       "host": "sip.example.com",
                     *       "port": 5060,
                     *       "transport": "udp",
                     *       "auth": "ip",
                     *       "username": "text",
                     *       "register": true,
                     *       "maxCalls": 1,
                     *       "codecs": [
                     *         "PCMA",
                     *         "opus"
                     *       ],
                     *       "realm": "text",
                     *       "pingSeconds": 1,
                     *       "identity": "from",
                     *       "fromDomain": "text",
                     *       "anonymous": true,
                     *       "dialledFormat": "as_dialled",
                     *       "callingFormat": "as_dialled",
                     *       "srtp": "off",
                     *       "dtmf": "auto",
                     *       "state": {
                     *         "registered": true,
                     *         "reachable": true,
                     *         "lastError": "text"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Trunk"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; with `Accept: text/csv` all of them, in columns that can be imported again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "email": "ana.souza@example.com",
                     *           "name": "Ana Souza",
                     *           "role": "administrator",
                     *           "profiles": {
                     *             "analytics": true,
                     *             "financial": true
                     *           },
                     *           "screens": {
                     *             "agentsDashboard": true
                     *           },
                     *           "monitoring": {
                     *             "passive": true,
                     *             "semiActive": true,
                     *             "active": true,
                     *             "groupIds": [
                     *               "text"
                     *             ]
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["User"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                    /**
                     * @example email,name
                     *     ana.souza@example.com,Ana Souza
                     */
                    "text/csv": string;
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana.souza@example.com",
                 *       "name": "Ana Souza",
                 *       "password": "salada-de-frutas-7",
                 *       "profiles": {
                 *         "analytics": true,
                 *         "financial": true
                 *       },
                 *       "screens": {
                 *         "agentsDashboard": true
                 *       },
                 *       "monitoring": {
                 *         "passive": true,
                 *         "semiActive": true,
                 *         "active": true,
                 *         "groupIds": [
                 *           "text"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    monitoring?: {
                        active?: boolean | null;
                        /** @description The groups whose agents may be monitored; null: every agent. */
                        groupIds?: string[] | null;
                        passive?: boolean | null;
                        semiActive?: boolean | null;
                    };
                    name: string;
                    password: string;
                    profiles?: {
                        analytics?: boolean | null;
                        financial?: boolean | null;
                    };
                    screens?: {
                        agentsDashboard?: boolean | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "email": "ana.souza@example.com",
                     *       "name": "Ana Souza",
                     *       "role": "administrator",
                     *       "profiles": {
                     *         "analytics": true,
                     *         "financial": true
                     *       },
                     *       "screens": {
                     *         "agentsDashboard": true
                     *       },
                     *       "monitoring": {
                     *         "passive": true,
                     *         "semiActive": true,
                     *         "active": true,
                     *         "groupIds": [
                     *           "text"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "email": "ana.souza@example.com",
                     *       "name": "Ana Souza",
                     *       "role": "administrator",
                     *       "profiles": {
                     *         "analytics": true,
                     *         "financial": true
                     *       },
                     *       "screens": {
                     *         "agentsDashboard": true
                     *       },
                     *       "monitoring": {
                     *         "passive": true,
                     *         "semiActive": true,
                     *         "active": true,
                     *         "groupIds": [
                     *           "text"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana.souza@example.com",
                 *       "name": "Ana Souza",
                 *       "password": "salada-de-frutas-7",
                 *       "profiles": {
                 *         "analytics": true,
                 *         "financial": true
                 *       },
                 *       "screens": {
                 *         "agentsDashboard": true
                 *       },
                 *       "monitoring": {
                 *         "passive": true,
                 *         "semiActive": true,
                 *         "active": true,
                 *         "groupIds": [
                 *           "text"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email?: string | null;
                    monitoring?: {
                        active?: boolean | null;
                        /** @description The groups whose agents may be monitored; null: every agent. */
                        groupIds?: string[] | null;
                        passive?: boolean | null;
                        semiActive?: boolean | null;
                    } | null;
                    name?: string | null;
                    password?: string | null;
                    profiles?: {
                        analytics?: boolean | null;
                        financial?: boolean | null;
                    } | null;
                    screens?: {
                        agentsDashboard?: boolean | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "email": "ana.souza@example.com",
                     *       "name": "Ana Souza",
                     *       "role": "administrator",
                     *       "profiles": {
                     *         "analytics": true,
                     *         "financial": true
                     *       },
                     *       "screens": {
                     *         "agentsDashboard": true
                     *       },
                     *       "monitoring": {
                     *         "passive": true,
                     *         "semiActive": true,
                     *         "active": true,
                     *         "groupIds": [
                     *           "text"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description The request is carried out once, however often it is sent with this key. */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is to be changed: refused where it was changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agent_1f8Zk3",
                     *       "email": "ana.souza@example.com",
                     *       "name": "Ana Souza",
                     *       "role": "administrator",
                     *       "profiles": {
                     *         "analytics": true,
                     *         "financial": true
                     *       },
                     *       "screens": {
                     *         "agentsDashboard": true
                     *       },
                     *       "monitoring": {
                     *         "passive": true,
                     *         "semiActive": true,
                     *         "active": true,
                     *         "groupIds": [
                     *           "text"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description invalid_request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description precondition_failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignInsOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agent_1f8Zk3",
                     *           "userId": "text",
                     *           "startedAt": "2026-03-02T14:05:09.120Z",
                     *           "lastUsedAt": "2026-03-02T14:05:09.120Z",
                     *           "ip": "192.0.2.44",
                     *           "userAgent": "Mozilla/5.0",
                     *           "current": true
                     *         }
                     *       ],
                     *       "nextCursor": "WyIxMDAiXQ"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["SignIn"][];
                        /** @description Opaque; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSignInsOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_authenticated */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too_many_requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
