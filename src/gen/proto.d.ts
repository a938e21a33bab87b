import * as $protobuf from "protobufjs";

/** Namespace mvccpb. */
export namespace mvccpb {

    /**
     * Properties of a KeyValue.
     * @deprecated Use mvccpb.KeyValue.$Properties instead.
     */
    interface IKeyValue extends mvccpb.KeyValue.$Properties {
    }

    /** Represents a KeyValue. */
    class KeyValue {

        /**
         * Constructs a new KeyValue.
         * @param [properties] Properties to set
         */
        constructor(properties?: mvccpb.KeyValue.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** KeyValue key. */
        key: Uint8Array;

        /** KeyValue createRevision. */
        createRevision: number;

        /** KeyValue modRevision. */
        modRevision: number;

        /** KeyValue version. */
        version: number;

        /** KeyValue value. */
        value: Uint8Array;

        /** KeyValue lease. */
        lease: number;

        /**
         * Creates a new KeyValue instance using the specified properties.
         * @param [properties] Properties to set
         * @returns KeyValue instance
         */
        static create(properties: mvccpb.KeyValue.$Shape): mvccpb.KeyValue & mvccpb.KeyValue.$Shape;
        static create(properties?: mvccpb.KeyValue.$Properties): mvccpb.KeyValue;

        /**
         * Encodes the specified KeyValue message. Does not implicitly {@link mvccpb.KeyValue.verify|verify} messages.
         * @param message KeyValue message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mvccpb.KeyValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a KeyValue message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mvccpb.KeyValue & mvccpb.KeyValue.$Shape} KeyValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mvccpb.KeyValue & mvccpb.KeyValue.$Shape;

        /**
         * Gets the type url for KeyValue
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace KeyValue {

        /** Properties of a KeyValue. */
        interface $Properties {

            /** KeyValue key */
            key?: (Uint8Array|null);

            /** KeyValue createRevision */
            createRevision?: (number|null);

            /** KeyValue modRevision */
            modRevision?: (number|null);

            /** KeyValue version */
            version?: (number|null);

            /** KeyValue value */
            value?: (Uint8Array|null);

            /** KeyValue lease */
            lease?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a KeyValue. */
        type $Shape = mvccpb.KeyValue.$Properties;
    }
}

/** Namespace etcdserverpb. */
export namespace etcdserverpb {

    /** Represents a KV */
    class KV extends $protobuf.rpc.Service {

        /**
         * Constructs a new KV service.
         * @param rpcImpl RPC implementation
         * @param [requestDelimited=false] Whether requests are length-delimited
         * @param [responseDelimited=false] Whether responses are length-delimited
         */
        constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

        /**
         * Creates new KV service using the specified rpc implementation.
         * @param rpcImpl RPC implementation
         * @param [requestDelimited=false] Whether requests are length-delimited
         * @param [responseDelimited=false] Whether responses are length-delimited
         * @returns RPC service. Useful where requests and/or responses are streamed.
         */
        static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): KV;

        /** Calls Range. */
        range: etcdserverpb.KV.Range;

        /** Calls Put. */
        put: etcdserverpb.KV.Put;

        /** Calls DeleteRange. */
        deleteRange: etcdserverpb.KV.DeleteRange;
    }

    namespace KV {

        /**
         * Callback as used by {@link etcdserverpb.KV#range}.
         * @param error Error, if any
         * @param [response] RangeResponse
         */
        type RangeCallback = (error: (Error|null), response?: etcdserverpb.RangeResponse) => void;

        /** Calls Range. */
        type Range = {
          (request: etcdserverpb.IRangeRequest, callback: etcdserverpb.KV.RangeCallback): void;
          (request: etcdserverpb.IRangeRequest): Promise<etcdserverpb.RangeResponse>;
          readonly name: "Range";
          readonly path: "/etcdserverpb.KV/Range";
          readonly requestType: "RangeRequest";
          readonly responseType: "RangeResponse";
          readonly requestStream: undefined;
          readonly responseStream: undefined;
        };

        /**
         * Callback as used by {@link etcdserverpb.KV#put}.
         * @param error Error, if any
         * @param [response] PutResponse
         */
        type PutCallback = (error: (Error|null), response?: etcdserverpb.PutResponse) => void;

        /** Calls Put. */
        type Put = {
          (request: etcdserverpb.IPutRequest, callback: etcdserverpb.KV.PutCallback): void;
          (request: etcdserverpb.IPutRequest): Promise<etcdserverpb.PutResponse>;
          readonly name: "Put";
          readonly path: "/etcdserverpb.KV/Put";
          readonly requestType: "PutRequest";
          readonly responseType: "PutResponse";
          readonly requestStream: undefined;
          readonly responseStream: undefined;
        };

        /**
         * Callback as used by {@link etcdserverpb.KV#deleteRange}.
         * @param error Error, if any
         * @param [response] DeleteRangeResponse
         */
        type DeleteRangeCallback = (error: (Error|null), response?: etcdserverpb.DeleteRangeResponse) => void;

        /** Calls DeleteRange. */
        type DeleteRange = {
          (request: etcdserverpb.IDeleteRangeRequest, callback: etcdserverpb.KV.DeleteRangeCallback): void;
          (request: etcdserverpb.IDeleteRangeRequest): Promise<etcdserverpb.DeleteRangeResponse>;
          readonly name: "DeleteRange";
          readonly path: "/etcdserverpb.KV/DeleteRange";
          readonly requestType: "DeleteRangeRequest";
          readonly responseType: "DeleteRangeResponse";
          readonly requestStream: undefined;
          readonly responseStream: undefined;
        };
    }

    /**
     * Properties of a ResponseHeader.
     * @deprecated Use etcdserverpb.ResponseHeader.$Properties instead.
     */
    interface IResponseHeader extends etcdserverpb.ResponseHeader.$Properties {
    }

    /** Represents a ResponseHeader. */
    class ResponseHeader {

        /**
         * Constructs a new ResponseHeader.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.ResponseHeader.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ResponseHeader clusterId. */
        clusterId: number;

        /** ResponseHeader memberId. */
        memberId: number;

        /** ResponseHeader revision. */
        revision: number;

        /** ResponseHeader raftTerm. */
        raftTerm: number;

        /**
         * Creates a new ResponseHeader instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ResponseHeader instance
         */
        static create(properties: etcdserverpb.ResponseHeader.$Shape): etcdserverpb.ResponseHeader & etcdserverpb.ResponseHeader.$Shape;
        static create(properties?: etcdserverpb.ResponseHeader.$Properties): etcdserverpb.ResponseHeader;

        /**
         * Encodes the specified ResponseHeader message. Does not implicitly {@link etcdserverpb.ResponseHeader.verify|verify} messages.
         * @param message ResponseHeader message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.ResponseHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ResponseHeader message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.ResponseHeader & etcdserverpb.ResponseHeader.$Shape} ResponseHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.ResponseHeader & etcdserverpb.ResponseHeader.$Shape;

        /**
         * Gets the type url for ResponseHeader
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ResponseHeader {

        /** Properties of a ResponseHeader. */
        interface $Properties {

            /** ResponseHeader clusterId */
            clusterId?: (number|null);

            /** ResponseHeader memberId */
            memberId?: (number|null);

            /** ResponseHeader revision */
            revision?: (number|null);

            /** ResponseHeader raftTerm */
            raftTerm?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ResponseHeader. */
        type $Shape = etcdserverpb.ResponseHeader.$Properties;
    }

    /**
     * Properties of a RangeRequest.
     * @deprecated Use etcdserverpb.RangeRequest.$Properties instead.
     */
    interface IRangeRequest extends etcdserverpb.RangeRequest.$Properties {
    }

    /** Represents a RangeRequest. */
    class RangeRequest {

        /**
         * Constructs a new RangeRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.RangeRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RangeRequest key. */
        key: Uint8Array;

        /** RangeRequest rangeEnd. */
        rangeEnd: Uint8Array;

        /** RangeRequest limit. */
        limit: number;

        /** RangeRequest revision. */
        revision: number;

        /** RangeRequest sortOrder. */
        sortOrder: etcdserverpb.RangeRequest.SortOrder;

        /** RangeRequest sortTarget. */
        sortTarget: etcdserverpb.RangeRequest.SortTarget;

        /** RangeRequest serializable. */
        serializable: boolean;

        /** RangeRequest keysOnly. */
        keysOnly: boolean;

        /** RangeRequest countOnly. */
        countOnly: boolean;

        /** RangeRequest minModRevision. */
        minModRevision: number;

        /** RangeRequest maxModRevision. */
        maxModRevision: number;

        /** RangeRequest minCreateRevision. */
        minCreateRevision: number;

        /** RangeRequest maxCreateRevision. */
        maxCreateRevision: number;

        /**
         * Creates a new RangeRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RangeRequest instance
         */
        static create(properties: etcdserverpb.RangeRequest.$Shape): etcdserverpb.RangeRequest & etcdserverpb.RangeRequest.$Shape;
        static create(properties?: etcdserverpb.RangeRequest.$Properties): etcdserverpb.RangeRequest;

        /**
         * Encodes the specified RangeRequest message. Does not implicitly {@link etcdserverpb.RangeRequest.verify|verify} messages.
         * @param message RangeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.RangeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RangeRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.RangeRequest & etcdserverpb.RangeRequest.$Shape} RangeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.RangeRequest & etcdserverpb.RangeRequest.$Shape;

        /**
         * Gets the type url for RangeRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RangeRequest {

        /** Properties of a RangeRequest. */
        interface $Properties {

            /** RangeRequest key */
            key?: (Uint8Array|null);

            /** RangeRequest rangeEnd */
            rangeEnd?: (Uint8Array|null);

            /** RangeRequest limit */
            limit?: (number|null);

            /** RangeRequest revision */
            revision?: (number|null);

            /** RangeRequest sortOrder */
            sortOrder?: (etcdserverpb.RangeRequest.SortOrder|null);

            /** RangeRequest sortTarget */
            sortTarget?: (etcdserverpb.RangeRequest.SortTarget|null);

            /** RangeRequest serializable */
            serializable?: (boolean|null);

            /** RangeRequest keysOnly */
            keysOnly?: (boolean|null);

            /** RangeRequest countOnly */
            countOnly?: (boolean|null);

            /** RangeRequest minModRevision */
            minModRevision?: (number|null);

            /** RangeRequest maxModRevision */
            maxModRevision?: (number|null);

            /** RangeRequest minCreateRevision */
            minCreateRevision?: (number|null);

            /** RangeRequest maxCreateRevision */
            maxCreateRevision?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RangeRequest. */
        type $Shape = etcdserverpb.RangeRequest.$Properties;

        /** SortOrder enum. */
        enum SortOrder {

            /** NONE value */
            NONE = 0,

            /** ASCEND value */
            ASCEND = 1,

            /** DESCEND value */
            DESCEND = 2
        }

        /** SortTarget enum. */
        enum SortTarget {

            /** KEY value */
            KEY = 0,

            /** VERSION value */
            VERSION = 1,

            /** CREATE value */
            CREATE = 2,

            /** MOD value */
            MOD = 3,

            /** VALUE value */
            VALUE = 4
        }
    }

    /**
     * Properties of a RangeResponse.
     * @deprecated Use etcdserverpb.RangeResponse.$Properties instead.
     */
    interface IRangeResponse extends etcdserverpb.RangeResponse.$Properties {
    }

    /** Represents a RangeResponse. */
    class RangeResponse {

        /**
         * Constructs a new RangeResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.RangeResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RangeResponse header. */
        header?: (etcdserverpb.ResponseHeader.$Properties|null);

        /** RangeResponse kvs. */
        kvs: mvccpb.KeyValue.$Properties[];

        /** RangeResponse more. */
        more: boolean;

        /** RangeResponse count. */
        count: number;

        /**
         * Creates a new RangeResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RangeResponse instance
         */
        static create(properties: etcdserverpb.RangeResponse.$Shape): etcdserverpb.RangeResponse & etcdserverpb.RangeResponse.$Shape;
        static create(properties?: etcdserverpb.RangeResponse.$Properties): etcdserverpb.RangeResponse;

        /**
         * Encodes the specified RangeResponse message. Does not implicitly {@link etcdserverpb.RangeResponse.verify|verify} messages.
         * @param message RangeResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.RangeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RangeResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.RangeResponse & etcdserverpb.RangeResponse.$Shape} RangeResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.RangeResponse & etcdserverpb.RangeResponse.$Shape;

        /**
         * Gets the type url for RangeResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RangeResponse {

        /** Properties of a RangeResponse. */
        interface $Properties {

            /** RangeResponse header */
            header?: (etcdserverpb.ResponseHeader.$Properties|null);

            /** RangeResponse kvs */
            kvs?: (mvccpb.KeyValue.$Properties[]|null);

            /** RangeResponse more */
            more?: (boolean|null);

            /** RangeResponse count */
            count?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RangeResponse. */
        type $Shape = etcdserverpb.RangeResponse.$Properties;
    }

    /**
     * Properties of a PutRequest.
     * @deprecated Use etcdserverpb.PutRequest.$Properties instead.
     */
    interface IPutRequest extends etcdserverpb.PutRequest.$Properties {
    }

    /** Represents a PutRequest. */
    class PutRequest {

        /**
         * Constructs a new PutRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.PutRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PutRequest key. */
        key: Uint8Array;

        /** PutRequest value. */
        value: Uint8Array;

        /** PutRequest lease. */
        lease: number;

        /** PutRequest prevKv. */
        prevKv: boolean;

        /** PutRequest ignoreValue. */
        ignoreValue: boolean;

        /** PutRequest ignoreLease. */
        ignoreLease: boolean;

        /**
         * Creates a new PutRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PutRequest instance
         */
        static create(properties: etcdserverpb.PutRequest.$Shape): etcdserverpb.PutRequest & etcdserverpb.PutRequest.$Shape;
        static create(properties?: etcdserverpb.PutRequest.$Properties): etcdserverpb.PutRequest;

        /**
         * Encodes the specified PutRequest message. Does not implicitly {@link etcdserverpb.PutRequest.verify|verify} messages.
         * @param message PutRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.PutRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PutRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.PutRequest & etcdserverpb.PutRequest.$Shape} PutRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.PutRequest & etcdserverpb.PutRequest.$Shape;

        /**
         * Gets the type url for PutRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace PutRequest {

        /** Properties of a PutRequest. */
        interface $Properties {

            /** PutRequest key */
            key?: (Uint8Array|null);

            /** PutRequest value */
            value?: (Uint8Array|null);

            /** PutRequest lease */
            lease?: (number|null);

            /** PutRequest prevKv */
            prevKv?: (boolean|null);

            /** PutRequest ignoreValue */
            ignoreValue?: (boolean|null);

            /** PutRequest ignoreLease */
            ignoreLease?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PutRequest. */
        type $Shape = etcdserverpb.PutRequest.$Properties;
    }

    /**
     * Properties of a PutResponse.
     * @deprecated Use etcdserverpb.PutResponse.$Properties instead.
     */
    interface IPutResponse extends etcdserverpb.PutResponse.$Properties {
    }

    /** Represents a PutResponse. */
    class PutResponse {

        /**
         * Constructs a new PutResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.PutResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PutResponse header. */
        header?: (etcdserverpb.ResponseHeader.$Properties|null);

        /** PutResponse prevKv. */
        prevKv?: (mvccpb.KeyValue.$Properties|null);

        /**
         * Creates a new PutResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PutResponse instance
         */
        static create(properties: etcdserverpb.PutResponse.$Shape): etcdserverpb.PutResponse & etcdserverpb.PutResponse.$Shape;
        static create(properties?: etcdserverpb.PutResponse.$Properties): etcdserverpb.PutResponse;

        /**
         * Encodes the specified PutResponse message. Does not implicitly {@link etcdserverpb.PutResponse.verify|verify} messages.
         * @param message PutResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.PutResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PutResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.PutResponse & etcdserverpb.PutResponse.$Shape} PutResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.PutResponse & etcdserverpb.PutResponse.$Shape;

        /**
         * Gets the type url for PutResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace PutResponse {

        /** Properties of a PutResponse. */
        interface $Properties {

            /** PutResponse header */
            header?: (etcdserverpb.ResponseHeader.$Properties|null);

            /** PutResponse prevKv */
            prevKv?: (mvccpb.KeyValue.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PutResponse. */
        type $Shape = etcdserverpb.PutResponse.$Properties;
    }

    /**
     * Properties of a DeleteRangeRequest.
     * @deprecated Use etcdserverpb.DeleteRangeRequest.$Properties instead.
     */
    interface IDeleteRangeRequest extends etcdserverpb.DeleteRangeRequest.$Properties {
    }

    /** Represents a DeleteRangeRequest. */
    class DeleteRangeRequest {

        /**
         * Constructs a new DeleteRangeRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.DeleteRangeRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DeleteRangeRequest key. */
        key: Uint8Array;

        /** DeleteRangeRequest rangeEnd. */
        rangeEnd: Uint8Array;

        /** DeleteRangeRequest prevKv. */
        prevKv: boolean;

        /**
         * Creates a new DeleteRangeRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DeleteRangeRequest instance
         */
        static create(properties: etcdserverpb.DeleteRangeRequest.$Shape): etcdserverpb.DeleteRangeRequest & etcdserverpb.DeleteRangeRequest.$Shape;
        static create(properties?: etcdserverpb.DeleteRangeRequest.$Properties): etcdserverpb.DeleteRangeRequest;

        /**
         * Encodes the specified DeleteRangeRequest message. Does not implicitly {@link etcdserverpb.DeleteRangeRequest.verify|verify} messages.
         * @param message DeleteRangeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.DeleteRangeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DeleteRangeRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.DeleteRangeRequest & etcdserverpb.DeleteRangeRequest.$Shape} DeleteRangeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.DeleteRangeRequest & etcdserverpb.DeleteRangeRequest.$Shape;

        /**
         * Gets the type url for DeleteRangeRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DeleteRangeRequest {

        /** Properties of a DeleteRangeRequest. */
        interface $Properties {

            /** DeleteRangeRequest key */
            key?: (Uint8Array|null);

            /** DeleteRangeRequest rangeEnd */
            rangeEnd?: (Uint8Array|null);

            /** DeleteRangeRequest prevKv */
            prevKv?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DeleteRangeRequest. */
        type $Shape = etcdserverpb.DeleteRangeRequest.$Properties;
    }

    /**
     * Properties of a DeleteRangeResponse.
     * @deprecated Use etcdserverpb.DeleteRangeResponse.$Properties instead.
     */
    interface IDeleteRangeResponse extends etcdserverpb.DeleteRangeResponse.$Properties {
    }

    /** Represents a DeleteRangeResponse. */
    class DeleteRangeResponse {

        /**
         * Constructs a new DeleteRangeResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.DeleteRangeResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DeleteRangeResponse header. */
        header?: (etcdserverpb.ResponseHeader.$Properties|null);

        /** DeleteRangeResponse deleted. */
        deleted: number;

        /** DeleteRangeResponse prevKvs. */
        prevKvs: mvccpb.KeyValue.$Properties[];

        /**
         * Creates a new DeleteRangeResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DeleteRangeResponse instance
         */
        static create(properties: etcdserverpb.DeleteRangeResponse.$Shape): etcdserverpb.DeleteRangeResponse & etcdserverpb.DeleteRangeResponse.$Shape;
        static create(properties?: etcdserverpb.DeleteRangeResponse.$Properties): etcdserverpb.DeleteRangeResponse;

        /**
         * Encodes the specified DeleteRangeResponse message. Does not implicitly {@link etcdserverpb.DeleteRangeResponse.verify|verify} messages.
         * @param message DeleteRangeResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.DeleteRangeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DeleteRangeResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.DeleteRangeResponse & etcdserverpb.DeleteRangeResponse.$Shape} DeleteRangeResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.DeleteRangeResponse & etcdserverpb.DeleteRangeResponse.$Shape;

        /**
         * Gets the type url for DeleteRangeResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DeleteRangeResponse {

        /** Properties of a DeleteRangeResponse. */
        interface $Properties {

            /** DeleteRangeResponse header */
            header?: (etcdserverpb.ResponseHeader.$Properties|null);

            /** DeleteRangeResponse deleted */
            deleted?: (number|null);

            /** DeleteRangeResponse prevKvs */
            prevKvs?: (mvccpb.KeyValue.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DeleteRangeResponse. */
        type $Shape = etcdserverpb.DeleteRangeResponse.$Properties;
    }
}

/** Namespace raft. */
export namespace raft {

    /** Namespace v1. */
    namespace v1 {

        /** Represents an Admin */
        class Admin extends $protobuf.rpc.Service {

            /**
             * Constructs a new Admin service.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             */
            constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

            /**
             * Creates new Admin service using the specified rpc implementation.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             * @returns RPC service. Useful where requests and/or responses are streamed.
             */
            static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): Admin;

            /** Calls Status. */
            status: raft.v1.Admin.Status;

            /** Calls Bootstrap. */
            bootstrap: raft.v1.Admin.Bootstrap;

            /** Calls Join. */
            join: raft.v1.Admin.Join;
        }

        namespace Admin {

            /**
             * Callback as used by {@link raft.v1.Admin#status}.
             * @param error Error, if any
             * @param [response] StatusResponse
             */
            type StatusCallback = (error: (Error|null), response?: raft.v1.StatusResponse) => void;

            /** Calls Status. */
            type Status = {
              (request: raft.v1.IStatusRequest, callback: raft.v1.Admin.StatusCallback): void;
              (request: raft.v1.IStatusRequest): Promise<raft.v1.StatusResponse>;
              readonly name: "Status";
              readonly path: "/raft.v1.Admin/Status";
              readonly requestType: "StatusRequest";
              readonly responseType: "StatusResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#bootstrap}.
             * @param error Error, if any
             * @param [response] BootstrapResponse
             */
            type BootstrapCallback = (error: (Error|null), response?: raft.v1.BootstrapResponse) => void;

            /** Calls Bootstrap. */
            type Bootstrap = {
              (request: raft.v1.IBootstrapRequest, callback: raft.v1.Admin.BootstrapCallback): void;
              (request: raft.v1.IBootstrapRequest): Promise<raft.v1.BootstrapResponse>;
              readonly name: "Bootstrap";
              readonly path: "/raft.v1.Admin/Bootstrap";
              readonly requestType: "BootstrapRequest";
              readonly responseType: "BootstrapResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#join}.
             * @param error Error, if any
             * @param [response] JoinResponse
             */
            type JoinCallback = (error: (Error|null), response?: raft.v1.JoinResponse) => void;

            /** Calls Join. */
            type Join = {
              (request: raft.v1.IJoinRequest, callback: raft.v1.Admin.JoinCallback): void;
              (request: raft.v1.IJoinRequest): Promise<raft.v1.JoinResponse>;
              readonly name: "Join";
              readonly path: "/raft.v1.Admin/Join";
              readonly requestType: "JoinRequest";
              readonly responseType: "JoinResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };
        }

        /**
         * Properties of a StatusRequest.
         * @deprecated Use raft.v1.StatusRequest.$Properties instead.
         */
        interface IStatusRequest extends raft.v1.StatusRequest.$Properties {
        }

        /** Represents a StatusRequest. */
        class StatusRequest {

            /**
             * Constructs a new StatusRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.StatusRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new StatusRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StatusRequest instance
             */
            static create(properties: raft.v1.StatusRequest.$Shape): raft.v1.StatusRequest & raft.v1.StatusRequest.$Shape;
            static create(properties?: raft.v1.StatusRequest.$Properties): raft.v1.StatusRequest;

            /**
             * Encodes the specified StatusRequest message. Does not implicitly {@link raft.v1.StatusRequest.verify|verify} messages.
             * @param message StatusRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.StatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatusRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.StatusRequest & raft.v1.StatusRequest.$Shape} StatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.StatusRequest & raft.v1.StatusRequest.$Shape;

            /**
             * Gets the type url for StatusRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StatusRequest {

            /** Properties of a StatusRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusRequest. */
            type $Shape = raft.v1.StatusRequest.$Properties;
        }

        /** NodeState enum. */
        enum NodeState {

            /** NODE_STATE_UNSPECIFIED value */
            NODE_STATE_UNSPECIFIED = 0,

            /** UNASSIGNED value */
            UNASSIGNED = 1,

            /** RUNNING value */
            RUNNING = 2,

            /** STOPPING value */
            STOPPING = 3
        }

        /** Role enum. */
        enum Role {

            /** ROLE_UNSPECIFIED value */
            ROLE_UNSPECIFIED = 0,

            /** FOLLOWER value */
            FOLLOWER = 1,

            /** PRE_CANDIDATE value */
            PRE_CANDIDATE = 2,

            /** CANDIDATE value */
            CANDIDATE = 3,

            /** LEADER value */
            LEADER = 4
        }

        /**
         * Properties of a Member.
         * @deprecated Use raft.v1.Member.$Properties instead.
         */
        interface IMember extends raft.v1.Member.$Properties {
        }

        /** Represents a Member. */
        class Member {

            /**
             * Constructs a new Member.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.Member.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Member nodeId. */
            nodeId: number;

            /** Member address. */
            address: string;

            /** Member storeId. */
            storeId: string;

            /** Member voter. */
            voter: boolean;

            /** Member learner. */
            learner: boolean;

            /** Member matchIndex. */
            matchIndex: number;

            /** Member recentlyActive. */
            recentlyActive: boolean;

            /**
             * Creates a new Member instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Member instance
             */
            static create(properties: raft.v1.Member.$Shape): raft.v1.Member & raft.v1.Member.$Shape;
            static create(properties?: raft.v1.Member.$Properties): raft.v1.Member;

            /**
             * Encodes the specified Member message. Does not implicitly {@link raft.v1.Member.verify|verify} messages.
             * @param message Member message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.Member.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Member message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.Member & raft.v1.Member.$Shape} Member
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.Member & raft.v1.Member.$Shape;

            /**
             * Gets the type url for Member
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Member {

            /** Properties of a Member. */
            interface $Properties {

                /** Member nodeId */
                nodeId?: (number|null);

                /** Member address */
                address?: (string|null);

                /** Member storeId */
                storeId?: (string|null);

                /** Member voter */
                voter?: (boolean|null);

                /** Member learner */
                learner?: (boolean|null);

                /** Member matchIndex */
                matchIndex?: (number|null);

                /** Member recentlyActive */
                recentlyActive?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Member. */
            type $Shape = raft.v1.Member.$Properties;
        }

        /**
         * Properties of a StatusResponse.
         * @deprecated Use raft.v1.StatusResponse.$Properties instead.
         */
        interface IStatusResponse extends raft.v1.StatusResponse.$Properties {
        }

        /** Represents a StatusResponse. */
        class StatusResponse {

            /**
             * Constructs a new StatusResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.StatusResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatusResponse state. */
            state: raft.v1.NodeState;

            /** StatusResponse storeId. */
            storeId: string;

            /** StatusResponse clusterId. */
            clusterId: string;

            /** StatusResponse nodeId. */
            nodeId: number;

            /** StatusResponse role. */
            role: raft.v1.Role;

            /** StatusResponse leaderId. */
            leaderId: number;

            /** StatusResponse term. */
            term: number;

            /** StatusResponse commitIndex. */
            commitIndex: number;

            /** StatusResponse appliedIndex. */
            appliedIndex: number;

            /** StatusResponse lastIndex. */
            lastIndex: number;

            /** StatusResponse members. */
            members: raft.v1.Member.$Properties[];

            /** StatusResponse configurationIndex. */
            configurationIndex: number;

            /** StatusResponse highestNodeId. */
            highestNodeId: number;

            /** StatusResponse joint. */
            joint: boolean;

            /** StatusResponse version. */
            version: string;

            /** StatusResponse formatVersionMin. */
            formatVersionMin: number;

            /** StatusResponse formatVersionMax. */
            formatVersionMax: number;

            /** StatusResponse ready. */
            ready: boolean;

            /** StatusResponse notReadyReason. */
            notReadyReason: string;

            /** StatusResponse diskBytes. */
            diskBytes: number;

            /**
             * Creates a new StatusResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StatusResponse instance
             */
            static create(properties: raft.v1.StatusResponse.$Shape): raft.v1.StatusResponse & raft.v1.StatusResponse.$Shape;
            static create(properties?: raft.v1.StatusResponse.$Properties): raft.v1.StatusResponse;

            /**
             * Encodes the specified StatusResponse message. Does not implicitly {@link raft.v1.StatusResponse.verify|verify} messages.
             * @param message StatusResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.StatusResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatusResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.StatusResponse & raft.v1.StatusResponse.$Shape} StatusResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.StatusResponse & raft.v1.StatusResponse.$Shape;

            /**
             * Gets the type url for StatusResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StatusResponse {

            /** Properties of a StatusResponse. */
            interface $Properties {

                /** StatusResponse state */
                state?: (raft.v1.NodeState|null);

                /** StatusResponse storeId */
                storeId?: (string|null);

                /** StatusResponse clusterId */
                clusterId?: (string|null);

                /** StatusResponse nodeId */
                nodeId?: (number|null);

                /** StatusResponse role */
                role?: (raft.v1.Role|null);

                /** StatusResponse leaderId */
                leaderId?: (number|null);

                /** StatusResponse term */
                term?: (number|null);

                /** StatusResponse commitIndex */
                commitIndex?: (number|null);

                /** StatusResponse appliedIndex */
                appliedIndex?: (number|null);

                /** StatusResponse lastIndex */
                lastIndex?: (number|null);

                /** StatusResponse members */
                members?: (raft.v1.Member.$Properties[]|null);

                /** StatusResponse configurationIndex */
                configurationIndex?: (number|null);

                /** StatusResponse highestNodeId */
                highestNodeId?: (number|null);

                /** StatusResponse joint */
                joint?: (boolean|null);

                /** StatusResponse version */
                version?: (string|null);

                /** StatusResponse formatVersionMin */
                formatVersionMin?: (number|null);

                /** StatusResponse formatVersionMax */
                formatVersionMax?: (number|null);

                /** StatusResponse ready */
                ready?: (boolean|null);

                /** StatusResponse notReadyReason */
                notReadyReason?: (string|null);

                /** StatusResponse diskBytes */
                diskBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusResponse. */
            type $Shape = raft.v1.StatusResponse.$Properties;
        }

        /**
         * Properties of a BootstrapRequest.
         * @deprecated Use raft.v1.BootstrapRequest.$Properties instead.
         */
        interface IBootstrapRequest extends raft.v1.BootstrapRequest.$Properties {
        }

        /** Represents a BootstrapRequest. */
        class BootstrapRequest {

            /**
             * Constructs a new BootstrapRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.BootstrapRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BootstrapRequest clusterId. */
            clusterId: string;

            /** BootstrapRequest nodeId. */
            nodeId: number;

            /** BootstrapRequest storeId. */
            storeId: string;

            /** BootstrapRequest peerAddress. */
            peerAddress: string;

            /**
             * Creates a new BootstrapRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BootstrapRequest instance
             */
            static create(properties: raft.v1.BootstrapRequest.$Shape): raft.v1.BootstrapRequest & raft.v1.BootstrapRequest.$Shape;
            static create(properties?: raft.v1.BootstrapRequest.$Properties): raft.v1.BootstrapRequest;

            /**
             * Encodes the specified BootstrapRequest message. Does not implicitly {@link raft.v1.BootstrapRequest.verify|verify} messages.
             * @param message BootstrapRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.BootstrapRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootstrapRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.BootstrapRequest & raft.v1.BootstrapRequest.$Shape} BootstrapRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.BootstrapRequest & raft.v1.BootstrapRequest.$Shape;

            /**
             * Gets the type url for BootstrapRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace BootstrapRequest {

            /** Properties of a BootstrapRequest. */
            interface $Properties {

                /** BootstrapRequest clusterId */
                clusterId?: (string|null);

                /** BootstrapRequest nodeId */
                nodeId?: (number|null);

                /** BootstrapRequest storeId */
                storeId?: (string|null);

                /** BootstrapRequest peerAddress */
                peerAddress?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootstrapRequest. */
            type $Shape = raft.v1.BootstrapRequest.$Properties;
        }

        /**
         * Properties of a BootstrapResponse.
         * @deprecated Use raft.v1.BootstrapResponse.$Properties instead.
         */
        interface IBootstrapResponse extends raft.v1.BootstrapResponse.$Properties {
        }

        /** Represents a BootstrapResponse. */
        class BootstrapResponse {

            /**
             * Constructs a new BootstrapResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.BootstrapResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new BootstrapResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BootstrapResponse instance
             */
            static create(properties: raft.v1.BootstrapResponse.$Shape): raft.v1.BootstrapResponse & raft.v1.BootstrapResponse.$Shape;
            static create(properties?: raft.v1.BootstrapResponse.$Properties): raft.v1.BootstrapResponse;

            /**
             * Encodes the specified BootstrapResponse message. Does not implicitly {@link raft.v1.BootstrapResponse.verify|verify} messages.
             * @param message BootstrapResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.BootstrapResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootstrapResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.BootstrapResponse & raft.v1.BootstrapResponse.$Shape} BootstrapResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.BootstrapResponse & raft.v1.BootstrapResponse.$Shape;

            /**
             * Gets the type url for BootstrapResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace BootstrapResponse {

            /** Properties of a BootstrapResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootstrapResponse. */
            type $Shape = raft.v1.BootstrapResponse.$Properties;
        }

        /**
         * Properties of a JoinRequest.
         * @deprecated Use raft.v1.JoinRequest.$Properties instead.
         */
        interface IJoinRequest extends raft.v1.JoinRequest.$Properties {
        }

        /** Represents a JoinRequest. */
        class JoinRequest {

            /**
             * Constructs a new JoinRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.JoinRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JoinRequest clusterId. */
            clusterId: string;

            /** JoinRequest nodeId. */
            nodeId: number;

            /** JoinRequest storeId. */
            storeId: string;

            /**
             * Creates a new JoinRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns JoinRequest instance
             */
            static create(properties: raft.v1.JoinRequest.$Shape): raft.v1.JoinRequest & raft.v1.JoinRequest.$Shape;
            static create(properties?: raft.v1.JoinRequest.$Properties): raft.v1.JoinRequest;

            /**
             * Encodes the specified JoinRequest message. Does not implicitly {@link raft.v1.JoinRequest.verify|verify} messages.
             * @param message JoinRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.JoinRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JoinRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.JoinRequest & raft.v1.JoinRequest.$Shape} JoinRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.JoinRequest & raft.v1.JoinRequest.$Shape;

            /**
             * Gets the type url for JoinRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace JoinRequest {

            /** Properties of a JoinRequest. */
            interface $Properties {

                /** JoinRequest clusterId */
                clusterId?: (string|null);

                /** JoinRequest nodeId */
                nodeId?: (number|null);

                /** JoinRequest storeId */
                storeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JoinRequest. */
            type $Shape = raft.v1.JoinRequest.$Properties;
        }

        /**
         * Properties of a JoinResponse.
         * @deprecated Use raft.v1.JoinResponse.$Properties instead.
         */
        interface IJoinResponse extends raft.v1.JoinResponse.$Properties {
        }

        /** Represents a JoinResponse. */
        class JoinResponse {

            /**
             * Constructs a new JoinResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.JoinResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new JoinResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns JoinResponse instance
             */
            static create(properties: raft.v1.JoinResponse.$Shape): raft.v1.JoinResponse & raft.v1.JoinResponse.$Shape;
            static create(properties?: raft.v1.JoinResponse.$Properties): raft.v1.JoinResponse;

            /**
             * Encodes the specified JoinResponse message. Does not implicitly {@link raft.v1.JoinResponse.verify|verify} messages.
             * @param message JoinResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.JoinResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JoinResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.JoinResponse & raft.v1.JoinResponse.$Shape} JoinResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.JoinResponse & raft.v1.JoinResponse.$Shape;

            /**
             * Gets the type url for JoinResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace JoinResponse {

            /** Properties of a JoinResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JoinResponse. */
            type $Shape = raft.v1.JoinResponse.$Properties;
        }

        /** Represents a Client */
        class Client extends $protobuf.rpc.Service {

            /**
             * Constructs a new Client service.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             */
            constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

            /**
             * Creates new Client service using the specified rpc implementation.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             * @returns RPC service. Useful where requests and/or responses are streamed.
             */
            static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): Client;

            /** Calls Propose. */
            propose: raft.v1.Client.Propose;

            /** Calls ProposeStream. */
            proposeStream: raft.v1.Client.ProposeStream;

            /** Calls Query. */
            query: raft.v1.Client.Query;
        }

        namespace Client {

            /**
             * Callback as used by {@link raft.v1.Client#propose}.
             * @param error Error, if any
             * @param [response] ProposeResponse
             */
            type ProposeCallback = (error: (Error|null), response?: raft.v1.ProposeResponse) => void;

            /** Calls Propose. */
            type Propose = {
              (request: raft.v1.IProposeRequest, callback: raft.v1.Client.ProposeCallback): void;
              (request: raft.v1.IProposeRequest): Promise<raft.v1.ProposeResponse>;
              readonly name: "Propose";
              readonly path: "/raft.v1.Client/Propose";
              readonly requestType: "ProposeRequest";
              readonly responseType: "ProposeResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Client#proposeStream}.
             * @param error Error, if any
             * @param [response] ProposeResponse
             */
            type ProposeStreamCallback = (error: (Error|null), response?: raft.v1.ProposeResponse) => void;

            /** Calls ProposeStream. */
            type ProposeStream = {
              (request: raft.v1.IProposeRequest, callback: raft.v1.Client.ProposeStreamCallback): void;
              (request: raft.v1.IProposeRequest): Promise<raft.v1.ProposeResponse>;
              readonly name: "ProposeStream";
              readonly path: "/raft.v1.Client/ProposeStream";
              readonly requestType: "ProposeRequest";
              readonly responseType: "ProposeResponse";
              readonly requestStream: true;
              readonly responseStream: true;
            };

            /**
             * Callback as used by {@link raft.v1.Client#query}.
             * @param error Error, if any
             * @param [response] QueryResponse
             */
            type QueryCallback = (error: (Error|null), response?: raft.v1.QueryResponse) => void;

            /** Calls Query. */
            type Query = {
              (request: raft.v1.IQueryRequest, callback: raft.v1.Client.QueryCallback): void;
              (request: raft.v1.IQueryRequest): Promise<raft.v1.QueryResponse>;
              readonly name: "Query";
              readonly path: "/raft.v1.Client/Query";
              readonly requestType: "QueryRequest";
              readonly responseType: "QueryResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };
        }

        /**
         * Properties of a ProposeRequest.
         * @deprecated Use raft.v1.ProposeRequest.$Properties instead.
         */
        interface IProposeRequest extends raft.v1.ProposeRequest.$Properties {
        }

        /** Represents a ProposeRequest. */
        class ProposeRequest {

            /**
             * Constructs a new ProposeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.ProposeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProposeRequest sequence. */
            sequence: number;

            /** ProposeRequest data. */
            data: Uint8Array;

            /**
             * Creates a new ProposeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProposeRequest instance
             */
            static create(properties: raft.v1.ProposeRequest.$Shape): raft.v1.ProposeRequest & raft.v1.ProposeRequest.$Shape;
            static create(properties?: raft.v1.ProposeRequest.$Properties): raft.v1.ProposeRequest;

            /**
             * Encodes the specified ProposeRequest message. Does not implicitly {@link raft.v1.ProposeRequest.verify|verify} messages.
             * @param message ProposeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.ProposeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProposeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.ProposeRequest & raft.v1.ProposeRequest.$Shape} ProposeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.ProposeRequest & raft.v1.ProposeRequest.$Shape;

            /**
             * Gets the type url for ProposeRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ProposeRequest {

            /** Properties of a ProposeRequest. */
            interface $Properties {

                /** ProposeRequest sequence */
                sequence?: (number|null);

                /** ProposeRequest data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProposeRequest. */
            type $Shape = raft.v1.ProposeRequest.$Properties;
        }

        /**
         * Properties of a ProposeResponse.
         * @deprecated Use raft.v1.ProposeResponse.$Properties instead.
         */
        interface IProposeResponse extends raft.v1.ProposeResponse.$Properties {
        }

        /** Represents a ProposeResponse. */
        class ProposeResponse {

            /**
             * Constructs a new ProposeResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.ProposeResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProposeResponse sequence. */
            sequence: number;

            /** ProposeResponse index. */
            index: number;

            /** ProposeResponse term. */
            term: number;

            /** ProposeResponse result. */
            result: Uint8Array;

            /** ProposeResponse code. */
            code: number;

            /** ProposeResponse message. */
            message: string;

            /**
             * Creates a new ProposeResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProposeResponse instance
             */
            static create(properties: raft.v1.ProposeResponse.$Shape): raft.v1.ProposeResponse & raft.v1.ProposeResponse.$Shape;
            static create(properties?: raft.v1.ProposeResponse.$Properties): raft.v1.ProposeResponse;

            /**
             * Encodes the specified ProposeResponse message. Does not implicitly {@link raft.v1.ProposeResponse.verify|verify} messages.
             * @param message ProposeResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.ProposeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProposeResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.ProposeResponse & raft.v1.ProposeResponse.$Shape} ProposeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.ProposeResponse & raft.v1.ProposeResponse.$Shape;

            /**
             * Gets the type url for ProposeResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ProposeResponse {

            /** Properties of a ProposeResponse. */
            interface $Properties {

                /** ProposeResponse sequence */
                sequence?: (number|null);

                /** ProposeResponse index */
                index?: (number|null);

                /** ProposeResponse term */
                term?: (number|null);

                /** ProposeResponse result */
                result?: (Uint8Array|null);

                /** ProposeResponse code */
                code?: (number|null);

                /** ProposeResponse message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProposeResponse. */
            type $Shape = raft.v1.ProposeResponse.$Properties;
        }

        /**
         * Properties of a QueryRequest.
         * @deprecated Use raft.v1.QueryRequest.$Properties instead.
         */
        interface IQueryRequest extends raft.v1.QueryRequest.$Properties {
        }

        /** Represents a QueryRequest. */
        class QueryRequest {

            /**
             * Constructs a new QueryRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.QueryRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueryRequest data. */
            data: Uint8Array;

            /** QueryRequest serializable. */
            serializable: boolean;

            /**
             * Creates a new QueryRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QueryRequest instance
             */
            static create(properties: raft.v1.QueryRequest.$Shape): raft.v1.QueryRequest & raft.v1.QueryRequest.$Shape;
            static create(properties?: raft.v1.QueryRequest.$Properties): raft.v1.QueryRequest;

            /**
             * Encodes the specified QueryRequest message. Does not implicitly {@link raft.v1.QueryRequest.verify|verify} messages.
             * @param message QueryRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.QueryRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueryRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.QueryRequest & raft.v1.QueryRequest.$Shape} QueryRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.QueryRequest & raft.v1.QueryRequest.$Shape;

            /**
             * Gets the type url for QueryRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace QueryRequest {

            /** Properties of a QueryRequest. */
            interface $Properties {

                /** QueryRequest data */
                data?: (Uint8Array|null);

                /** QueryRequest serializable */
                serializable?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueryRequest. */
            type $Shape = raft.v1.QueryRequest.$Properties;
        }

        /**
         * Properties of a QueryResponse.
         * @deprecated Use raft.v1.QueryResponse.$Properties instead.
         */
        interface IQueryResponse extends raft.v1.QueryResponse.$Properties {
        }

        /** Represents a QueryResponse. */
        class QueryResponse {

            /**
             * Constructs a new QueryResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.QueryResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueryResponse index. */
            index: number;

            /** QueryResponse result. */
            result: Uint8Array;

            /**
             * Creates a new QueryResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QueryResponse instance
             */
            static create(properties: raft.v1.QueryResponse.$Shape): raft.v1.QueryResponse & raft.v1.QueryResponse.$Shape;
            static create(properties?: raft.v1.QueryResponse.$Properties): raft.v1.QueryResponse;

            /**
             * Encodes the specified QueryResponse message. Does not implicitly {@link raft.v1.QueryResponse.verify|verify} messages.
             * @param message QueryResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.QueryResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueryResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.QueryResponse & raft.v1.QueryResponse.$Shape} QueryResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.QueryResponse & raft.v1.QueryResponse.$Shape;

            /**
             * Gets the type url for QueryResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace QueryResponse {

            /** Properties of a QueryResponse. */
            interface $Properties {

                /** QueryResponse index */
                index?: (number|null);

                /** QueryResponse result */
                result?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueryResponse. */
            type $Shape = raft.v1.QueryResponse.$Properties;
        }
    }
}
