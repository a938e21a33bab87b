/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";
$protobuf.util.Long = null;
$protobuf.configure();

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const mvccpb = $root.mvccpb = (() => {

    /**
     * Namespace mvccpb.
     * @exports mvccpb
     * @namespace
     */
    const mvccpb = {};

    mvccpb.KeyValue = (function() {

        /**
         * Properties of a KeyValue.
         * @typedef {Object} mvccpb.KeyValue.$Properties
         * @property {Uint8Array|null} [key] KeyValue key
         * @property {number|null} [createRevision] KeyValue createRevision
         * @property {number|null} [modRevision] KeyValue modRevision
         * @property {number|null} [version] KeyValue version
         * @property {Uint8Array|null} [value] KeyValue value
         * @property {number|null} [lease] KeyValue lease
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a KeyValue.
         * @memberof mvccpb
         * @interface IKeyValue
         * @augments mvccpb.KeyValue.$Properties
         * @deprecated Use mvccpb.KeyValue.$Properties instead.
         */

        /**
         * Shape of a KeyValue.
         * @typedef {mvccpb.KeyValue.$Properties} mvccpb.KeyValue.$Shape
         */

        /**
         * Constructs a new KeyValue.
         * @memberof mvccpb
         * @classdesc Represents a KeyValue.
         * @constructor
         * @param {mvccpb.KeyValue.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const KeyValue = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * KeyValue key.
         * @member {Uint8Array} key
         * @memberof mvccpb.KeyValue
         * @instance
         */
        KeyValue.prototype.key = $util.newBuffer([]);

        /**
         * KeyValue createRevision.
         * @member {number} createRevision
         * @memberof mvccpb.KeyValue
         * @instance
         */
        KeyValue.prototype.createRevision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * KeyValue modRevision.
         * @member {number} modRevision
         * @memberof mvccpb.KeyValue
         * @instance
         */
        KeyValue.prototype.modRevision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * KeyValue version.
         * @member {number} version
         * @memberof mvccpb.KeyValue
         * @instance
         */
        KeyValue.prototype.version = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * KeyValue value.
         * @member {Uint8Array} value
         * @memberof mvccpb.KeyValue
         * @instance
         */
        KeyValue.prototype.value = $util.newBuffer([]);

        /**
         * KeyValue lease.
         * @member {number} lease
         * @memberof mvccpb.KeyValue
         * @instance
         */
        KeyValue.prototype.lease = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new KeyValue instance using the specified properties.
         * @function create
         * @memberof mvccpb.KeyValue
         * @static
         * @param {mvccpb.KeyValue.$Properties=} [properties] Properties to set
         * @returns {mvccpb.KeyValue} KeyValue instance
         * @type {{
         *   (properties: mvccpb.KeyValue.$Shape): mvccpb.KeyValue & mvccpb.KeyValue.$Shape;
         *   (properties?: mvccpb.KeyValue.$Properties): mvccpb.KeyValue;
         * }}
         */
        KeyValue.create = function(properties) {
            return new KeyValue(properties);
        };

        /**
         * Encodes the specified KeyValue message. Does not implicitly {@link mvccpb.KeyValue.verify|verify} messages.
         * @function encode
         * @memberof mvccpb.KeyValue
         * @static
         * @param {mvccpb.KeyValue.$Properties} message KeyValue message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        KeyValue.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.createRevision != null && $Object.hasOwnProperty.call(message, "createRevision") && (typeof message.createRevision === "object" ? message.createRevision.low || message.createRevision.high : message.createRevision !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.createRevision);
            if (message.modRevision != null && $Object.hasOwnProperty.call(message, "modRevision") && (typeof message.modRevision === "object" ? message.modRevision.low || message.modRevision.high : message.modRevision !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.modRevision);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.version);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.value);
            if (message.lease != null && $Object.hasOwnProperty.call(message, "lease") && (typeof message.lease === "object" ? message.lease.low || message.lease.high : message.lease !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).int64(message.lease);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a KeyValue message from the specified reader or buffer.
         * @function decode
         * @memberof mvccpb.KeyValue
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {mvccpb.KeyValue & mvccpb.KeyValue.$Shape} KeyValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        KeyValue.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mvccpb.KeyValue();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.createRevision = value;
                        else
                            delete message.createRevision;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.modRevision = value;
                        else
                            delete message.modRevision;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.lease = value;
                        else
                            delete message.lease;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for KeyValue
         * @function getTypeUrl
         * @memberof mvccpb.KeyValue
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        KeyValue.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/mvccpb.KeyValue";
        };

        return KeyValue;
    })();

    return mvccpb;
})();

export const etcdserverpb = $root.etcdserverpb = (() => {

    /**
     * Namespace etcdserverpb.
     * @exports etcdserverpb
     * @namespace
     */
    const etcdserverpb = {};

    etcdserverpb.KV = (function() {

        /**
         * Constructs a new KV service.
         * @memberof etcdserverpb
         * @classdesc Represents a KV
         * @extends $protobuf.rpc.Service
         * @constructor
         * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
         * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
         * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
         */
        const KV = function(rpcImpl, requestDelimited, responseDelimited) {
            $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
        };

        $Object.defineProperty(KV.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: KV, writable: true, enumerable: false, configurable: true });

        /**
         * Creates new KV service using the specified rpc implementation.
         * @function create
         * @memberof etcdserverpb.KV
         * @static
         * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
         * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
         * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
         * @returns {KV} RPC service. Useful where requests and/or responses are streamed.
         */
        KV.create = function(rpcImpl, requestDelimited, responseDelimited) {
            return new this(rpcImpl, requestDelimited, responseDelimited);
        };

        /**
         * Callback as used by {@link etcdserverpb.KV#range}.
         * @memberof etcdserverpb.KV
         * @typedef RangeCallback
         * @type {function}
         * @param {Error|null} error Error, if any
         * @param {etcdserverpb.RangeResponse} [response] RangeResponse
         */

        /**
         * Calls Range.
         * @memberof etcdserverpb.KV
         * @typedef Range
         * @type {{
         *   (request: etcdserverpb.IRangeRequest, callback: etcdserverpb.KV.RangeCallback): void;
         *   (request: etcdserverpb.IRangeRequest): Promise<etcdserverpb.RangeResponse>;
         *   readonly name: "Range";
         *   readonly path: "/etcdserverpb.KV/Range";
         *   readonly requestType: "RangeRequest";
         *   readonly responseType: "RangeResponse";
         *   readonly requestStream: undefined;
         *   readonly responseStream: undefined;
         * }}
         */

        /**
         * Calls Range.
         * @name etcdserverpb.KV#range
         * @type {etcdserverpb.KV.Range}
         */
        $Object.defineProperties(KV.prototype.range = function(request, callback) {
            return $protobuf.rpc.Service.prototype.rpcCall.call(this, KV.prototype.range, $root.etcdserverpb.RangeRequest, $root.etcdserverpb.RangeResponse, request, callback);
        }, {
            name: { value: "Range" },
            path: { value: "/etcdserverpb.KV/Range" },
            requestType: { value: "RangeRequest" },
            responseType: { value: "RangeResponse" },
            requestStream: { value: $undefined },
            responseStream: { value: $undefined }
        });

        /**
         * Callback as used by {@link etcdserverpb.KV#put}.
         * @memberof etcdserverpb.KV
         * @typedef PutCallback
         * @type {function}
         * @param {Error|null} error Error, if any
         * @param {etcdserverpb.PutResponse} [response] PutResponse
         */

        /**
         * Calls Put.
         * @memberof etcdserverpb.KV
         * @typedef Put
         * @type {{
         *   (request: etcdserverpb.IPutRequest, callback: etcdserverpb.KV.PutCallback): void;
         *   (request: etcdserverpb.IPutRequest): Promise<etcdserverpb.PutResponse>;
         *   readonly name: "Put";
         *   readonly path: "/etcdserverpb.KV/Put";
         *   readonly requestType: "PutRequest";
         *   readonly responseType: "PutResponse";
         *   readonly requestStream: undefined;
         *   readonly responseStream: undefined;
         * }}
         */

        /**
         * Calls Put.
         * @name etcdserverpb.KV#put
         * @type {etcdserverpb.KV.Put}
         */
        $Object.defineProperties(KV.prototype.put = function(request, callback) {
            return $protobuf.rpc.Service.prototype.rpcCall.call(this, KV.prototype.put, $root.etcdserverpb.PutRequest, $root.etcdserverpb.PutResponse, request, callback);
        }, {
            name: { value: "Put" },
            path: { value: "/etcdserverpb.KV/Put" },
            requestType: { value: "PutRequest" },
            responseType: { value: "PutResponse" },
            requestStream: { value: $undefined },
            responseStream: { value: $undefined }
        });

        /**
         * Callback as used by {@link etcdserverpb.KV#deleteRange}.
         * @memberof etcdserverpb.KV
         * @typedef DeleteRangeCallback
         * @type {function}
         * @param {Error|null} error Error, if any
         * @param {etcdserverpb.DeleteRangeResponse} [response] DeleteRangeResponse
         */

        /**
         * Calls DeleteRange.
         * @memberof etcdserverpb.KV
         * @typedef DeleteRange
         * @type {{
         *   (request: etcdserverpb.IDeleteRangeRequest, callback: etcdserverpb.KV.DeleteRangeCallback): void;
         *   (request: etcdserverpb.IDeleteRangeRequest): Promise<etcdserverpb.DeleteRangeResponse>;
         *   readonly name: "DeleteRange";
         *   readonly path: "/etcdserverpb.KV/DeleteRange";
         *   readonly requestType: "DeleteRangeRequest";
         *   readonly responseType: "DeleteRangeResponse";
         *   readonly requestStream: undefined;
         *   readonly responseStream: undefined;
         * }}
         */

        /**
         * Calls DeleteRange.
         * @name etcdserverpb.KV#deleteRange
         * @type {etcdserverpb.KV.DeleteRange}
         */
        $Object.defineProperties(KV.prototype.deleteRange = function(request, callback) {
            return $protobuf.rpc.Service.prototype.rpcCall.call(this, KV.prototype.deleteRange, $root.etcdserverpb.DeleteRangeRequest, $root.etcdserverpb.DeleteRangeResponse, request, callback);
        }, {
            name: { value: "DeleteRange" },
            path: { value: "/etcdserverpb.KV/DeleteRange" },
            requestType: { value: "DeleteRangeRequest" },
            responseType: { value: "DeleteRangeResponse" },
            requestStream: { value: $undefined },
            responseStream: { value: $undefined }
        });

        return KV;
    })();

    etcdserverpb.ResponseHeader = (function() {

        /**
         * Properties of a ResponseHeader.
         * @typedef {Object} etcdserverpb.ResponseHeader.$Properties
         * @property {number|null} [clusterId] ResponseHeader clusterId
         * @property {number|null} [memberId] ResponseHeader memberId
         * @property {number|null} [revision] ResponseHeader revision
         * @property {number|null} [raftTerm] ResponseHeader raftTerm
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ResponseHeader.
         * @memberof etcdserverpb
         * @interface IResponseHeader
         * @augments etcdserverpb.ResponseHeader.$Properties
         * @deprecated Use etcdserverpb.ResponseHeader.$Properties instead.
         */

        /**
         * Shape of a ResponseHeader.
         * @typedef {etcdserverpb.ResponseHeader.$Properties} etcdserverpb.ResponseHeader.$Shape
         */

        /**
         * Constructs a new ResponseHeader.
         * @memberof etcdserverpb
         * @classdesc Represents a ResponseHeader.
         * @constructor
         * @param {etcdserverpb.ResponseHeader.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ResponseHeader = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ResponseHeader clusterId.
         * @member {number} clusterId
         * @memberof etcdserverpb.ResponseHeader
         * @instance
         */
        ResponseHeader.prototype.clusterId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ResponseHeader memberId.
         * @member {number} memberId
         * @memberof etcdserverpb.ResponseHeader
         * @instance
         */
        ResponseHeader.prototype.memberId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ResponseHeader revision.
         * @member {number} revision
         * @memberof etcdserverpb.ResponseHeader
         * @instance
         */
        ResponseHeader.prototype.revision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * ResponseHeader raftTerm.
         * @member {number} raftTerm
         * @memberof etcdserverpb.ResponseHeader
         * @instance
         */
        ResponseHeader.prototype.raftTerm = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new ResponseHeader instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.ResponseHeader
         * @static
         * @param {etcdserverpb.ResponseHeader.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.ResponseHeader} ResponseHeader instance
         * @type {{
         *   (properties: etcdserverpb.ResponseHeader.$Shape): etcdserverpb.ResponseHeader & etcdserverpb.ResponseHeader.$Shape;
         *   (properties?: etcdserverpb.ResponseHeader.$Properties): etcdserverpb.ResponseHeader;
         * }}
         */
        ResponseHeader.create = function(properties) {
            return new ResponseHeader(properties);
        };

        /**
         * Encodes the specified ResponseHeader message. Does not implicitly {@link etcdserverpb.ResponseHeader.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.ResponseHeader
         * @static
         * @param {etcdserverpb.ResponseHeader.$Properties} message ResponseHeader message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ResponseHeader.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && (typeof message.clusterId === "object" ? message.clusterId.low || message.clusterId.high : message.clusterId !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.clusterId);
            if (message.memberId != null && $Object.hasOwnProperty.call(message, "memberId") && (typeof message.memberId === "object" ? message.memberId.low || message.memberId.high : message.memberId !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.memberId);
            if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && (typeof message.revision === "object" ? message.revision.low || message.revision.high : message.revision !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.revision);
            if (message.raftTerm != null && $Object.hasOwnProperty.call(message, "raftTerm") && (typeof message.raftTerm === "object" ? message.raftTerm.low || message.raftTerm.high : message.raftTerm !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.raftTerm);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ResponseHeader message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.ResponseHeader
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.ResponseHeader & etcdserverpb.ResponseHeader.$Shape} ResponseHeader
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ResponseHeader.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.ResponseHeader();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.clusterId = value;
                        else
                            delete message.clusterId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.memberId = value;
                        else
                            delete message.memberId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.revision = value;
                        else
                            delete message.revision;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.raftTerm = value;
                        else
                            delete message.raftTerm;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for ResponseHeader
         * @function getTypeUrl
         * @memberof etcdserverpb.ResponseHeader
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ResponseHeader.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.ResponseHeader";
        };

        return ResponseHeader;
    })();

    etcdserverpb.RangeRequest = (function() {

        /**
         * Properties of a RangeRequest.
         * @typedef {Object} etcdserverpb.RangeRequest.$Properties
         * @property {Uint8Array|null} [key] RangeRequest key
         * @property {Uint8Array|null} [rangeEnd] RangeRequest rangeEnd
         * @property {number|null} [limit] RangeRequest limit
         * @property {number|null} [revision] RangeRequest revision
         * @property {etcdserverpb.RangeRequest.SortOrder|null} [sortOrder] RangeRequest sortOrder
         * @property {etcdserverpb.RangeRequest.SortTarget|null} [sortTarget] RangeRequest sortTarget
         * @property {boolean|null} [serializable] RangeRequest serializable
         * @property {boolean|null} [keysOnly] RangeRequest keysOnly
         * @property {boolean|null} [countOnly] RangeRequest countOnly
         * @property {number|null} [minModRevision] RangeRequest minModRevision
         * @property {number|null} [maxModRevision] RangeRequest maxModRevision
         * @property {number|null} [minCreateRevision] RangeRequest minCreateRevision
         * @property {number|null} [maxCreateRevision] RangeRequest maxCreateRevision
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RangeRequest.
         * @memberof etcdserverpb
         * @interface IRangeRequest
         * @augments etcdserverpb.RangeRequest.$Properties
         * @deprecated Use etcdserverpb.RangeRequest.$Properties instead.
         */

        /**
         * Shape of a RangeRequest.
         * @typedef {etcdserverpb.RangeRequest.$Properties} etcdserverpb.RangeRequest.$Shape
         */

        /**
         * Constructs a new RangeRequest.
         * @memberof etcdserverpb
         * @classdesc Represents a RangeRequest.
         * @constructor
         * @param {etcdserverpb.RangeRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RangeRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RangeRequest key.
         * @member {Uint8Array} key
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.key = $util.newBuffer([]);

        /**
         * RangeRequest rangeEnd.
         * @member {Uint8Array} rangeEnd
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.rangeEnd = $util.newBuffer([]);

        /**
         * RangeRequest limit.
         * @member {number} limit
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.limit = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * RangeRequest revision.
         * @member {number} revision
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.revision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * RangeRequest sortOrder.
         * @member {etcdserverpb.RangeRequest.SortOrder} sortOrder
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.sortOrder = 0;

        /**
         * RangeRequest sortTarget.
         * @member {etcdserverpb.RangeRequest.SortTarget} sortTarget
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.sortTarget = 0;

        /**
         * RangeRequest serializable.
         * @member {boolean} serializable
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.serializable = false;

        /**
         * RangeRequest keysOnly.
         * @member {boolean} keysOnly
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.keysOnly = false;

        /**
         * RangeRequest countOnly.
         * @member {boolean} countOnly
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.countOnly = false;

        /**
         * RangeRequest minModRevision.
         * @member {number} minModRevision
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.minModRevision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * RangeRequest maxModRevision.
         * @member {number} maxModRevision
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.maxModRevision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * RangeRequest minCreateRevision.
         * @member {number} minCreateRevision
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.minCreateRevision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * RangeRequest maxCreateRevision.
         * @member {number} maxCreateRevision
         * @memberof etcdserverpb.RangeRequest
         * @instance
         */
        RangeRequest.prototype.maxCreateRevision = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new RangeRequest instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.RangeRequest
         * @static
         * @param {etcdserverpb.RangeRequest.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.RangeRequest} RangeRequest instance
         * @type {{
         *   (properties: etcdserverpb.RangeRequest.$Shape): etcdserverpb.RangeRequest & etcdserverpb.RangeRequest.$Shape;
         *   (properties?: etcdserverpb.RangeRequest.$Properties): etcdserverpb.RangeRequest;
         * }}
         */
        RangeRequest.create = function(properties) {
            return new RangeRequest(properties);
        };

        /**
         * Encodes the specified RangeRequest message. Does not implicitly {@link etcdserverpb.RangeRequest.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.RangeRequest
         * @static
         * @param {etcdserverpb.RangeRequest.$Properties} message RangeRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RangeRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.rangeEnd != null && $Object.hasOwnProperty.call(message, "rangeEnd") && message.rangeEnd.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rangeEnd);
            if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && (typeof message.limit === "object" ? message.limit.low || message.limit.high : message.limit !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.limit);
            if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && (typeof message.revision === "object" ? message.revision.low || message.revision.high : message.revision !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.revision);
            if (message.sortOrder != null && $Object.hasOwnProperty.call(message, "sortOrder") && message.sortOrder !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.sortOrder);
            if (message.sortTarget != null && $Object.hasOwnProperty.call(message, "sortTarget") && message.sortTarget !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).int32(message.sortTarget);
            if (message.serializable != null && $Object.hasOwnProperty.call(message, "serializable") && message.serializable !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.serializable);
            if (message.keysOnly != null && $Object.hasOwnProperty.call(message, "keysOnly") && message.keysOnly !== false)
                writer.uint32(/* id 8, wireType 0 =*/64).bool(message.keysOnly);
            if (message.countOnly != null && $Object.hasOwnProperty.call(message, "countOnly") && message.countOnly !== false)
                writer.uint32(/* id 9, wireType 0 =*/72).bool(message.countOnly);
            if (message.minModRevision != null && $Object.hasOwnProperty.call(message, "minModRevision") && (typeof message.minModRevision === "object" ? message.minModRevision.low || message.minModRevision.high : message.minModRevision !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).int64(message.minModRevision);
            if (message.maxModRevision != null && $Object.hasOwnProperty.call(message, "maxModRevision") && (typeof message.maxModRevision === "object" ? message.maxModRevision.low || message.maxModRevision.high : message.maxModRevision !== 0))
                writer.uint32(/* id 11, wireType 0 =*/88).int64(message.maxModRevision);
            if (message.minCreateRevision != null && $Object.hasOwnProperty.call(message, "minCreateRevision") && (typeof message.minCreateRevision === "object" ? message.minCreateRevision.low || message.minCreateRevision.high : message.minCreateRevision !== 0))
                writer.uint32(/* id 12, wireType 0 =*/96).int64(message.minCreateRevision);
            if (message.maxCreateRevision != null && $Object.hasOwnProperty.call(message, "maxCreateRevision") && (typeof message.maxCreateRevision === "object" ? message.maxCreateRevision.low || message.maxCreateRevision.high : message.maxCreateRevision !== 0))
                writer.uint32(/* id 13, wireType 0 =*/104).int64(message.maxCreateRevision);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a RangeRequest message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.RangeRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.RangeRequest & etcdserverpb.RangeRequest.$Shape} RangeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RangeRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.RangeRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.rangeEnd = value;
                        else
                            delete message.rangeEnd;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.limit = value;
                        else
                            delete message.limit;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.revision = value;
                        else
                            delete message.revision;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.sortOrder = value;
                        else
                            delete message.sortOrder;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.sortTarget = value;
                        else
                            delete message.sortTarget;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.serializable = value;
                        else
                            delete message.serializable;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.keysOnly = value;
                        else
                            delete message.keysOnly;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.countOnly = value;
                        else
                            delete message.countOnly;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.minModRevision = value;
                        else
                            delete message.minModRevision;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.maxModRevision = value;
                        else
                            delete message.maxModRevision;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.minCreateRevision = value;
                        else
                            delete message.minCreateRevision;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.maxCreateRevision = value;
                        else
                            delete message.maxCreateRevision;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for RangeRequest
         * @function getTypeUrl
         * @memberof etcdserverpb.RangeRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        RangeRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.RangeRequest";
        };

        /**
         * SortOrder enum.
         * @name etcdserverpb.RangeRequest.SortOrder
         * @enum {number}
         * @property {number} NONE=0 NONE value
         * @property {number} ASCEND=1 ASCEND value
         * @property {number} DESCEND=2 DESCEND value
         */
        RangeRequest.SortOrder = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NONE"] = 0;
            values[valuesById[1] = "ASCEND"] = 1;
            values[valuesById[2] = "DESCEND"] = 2;
            return values;
        })();

        /**
         * SortTarget enum.
         * @name etcdserverpb.RangeRequest.SortTarget
         * @enum {number}
         * @property {number} KEY=0 KEY value
         * @property {number} VERSION=1 VERSION value
         * @property {number} CREATE=2 CREATE value
         * @property {number} MOD=3 MOD value
         * @property {number} VALUE=4 VALUE value
         */
        RangeRequest.SortTarget = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "KEY"] = 0;
            values[valuesById[1] = "VERSION"] = 1;
            values[valuesById[2] = "CREATE"] = 2;
            values[valuesById[3] = "MOD"] = 3;
            values[valuesById[4] = "VALUE"] = 4;
            return values;
        })();

        return RangeRequest;
    })();

    etcdserverpb.RangeResponse = (function() {

        /**
         * Properties of a RangeResponse.
         * @typedef {Object} etcdserverpb.RangeResponse.$Properties
         * @property {etcdserverpb.ResponseHeader.$Properties|null} [header] RangeResponse header
         * @property {Array.<mvccpb.KeyValue.$Properties>|null} [kvs] RangeResponse kvs
         * @property {boolean|null} [more] RangeResponse more
         * @property {number|null} [count] RangeResponse count
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RangeResponse.
         * @memberof etcdserverpb
         * @interface IRangeResponse
         * @augments etcdserverpb.RangeResponse.$Properties
         * @deprecated Use etcdserverpb.RangeResponse.$Properties instead.
         */

        /**
         * Shape of a RangeResponse.
         * @typedef {etcdserverpb.RangeResponse.$Properties} etcdserverpb.RangeResponse.$Shape
         */

        /**
         * Constructs a new RangeResponse.
         * @memberof etcdserverpb
         * @classdesc Represents a RangeResponse.
         * @constructor
         * @param {etcdserverpb.RangeResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RangeResponse = function (properties) {
            this.kvs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RangeResponse header.
         * @member {etcdserverpb.ResponseHeader.$Properties|null|undefined} header
         * @memberof etcdserverpb.RangeResponse
         * @instance
         */
        RangeResponse.prototype.header = null;

        /**
         * RangeResponse kvs.
         * @member {Array.<mvccpb.KeyValue.$Properties>} kvs
         * @memberof etcdserverpb.RangeResponse
         * @instance
         */
        RangeResponse.prototype.kvs = $util.emptyArray;

        /**
         * RangeResponse more.
         * @member {boolean} more
         * @memberof etcdserverpb.RangeResponse
         * @instance
         */
        RangeResponse.prototype.more = false;

        /**
         * RangeResponse count.
         * @member {number} count
         * @memberof etcdserverpb.RangeResponse
         * @instance
         */
        RangeResponse.prototype.count = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new RangeResponse instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.RangeResponse
         * @static
         * @param {etcdserverpb.RangeResponse.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.RangeResponse} RangeResponse instance
         * @type {{
         *   (properties: etcdserverpb.RangeResponse.$Shape): etcdserverpb.RangeResponse & etcdserverpb.RangeResponse.$Shape;
         *   (properties?: etcdserverpb.RangeResponse.$Properties): etcdserverpb.RangeResponse;
         * }}
         */
        RangeResponse.create = function(properties) {
            return new RangeResponse(properties);
        };

        /**
         * Encodes the specified RangeResponse message. Does not implicitly {@link etcdserverpb.RangeResponse.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.RangeResponse
         * @static
         * @param {etcdserverpb.RangeResponse.$Properties} message RangeResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RangeResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.etcdserverpb.ResponseHeader.encode(message.header, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.kvs != null && message.kvs.length)
                for (let i = 0; i < message.kvs.length; ++i)
                    $root.mvccpb.KeyValue.encode(message.kvs[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.more);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a RangeResponse message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.RangeResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.RangeResponse & etcdserverpb.RangeResponse.$Shape} RangeResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RangeResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.RangeResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.etcdserverpb.ResponseHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.kvs && message.kvs.length))
                            message.kvs = [];
                        message.kvs.push($root.mvccpb.KeyValue.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.more = value;
                        else
                            delete message.more;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for RangeResponse
         * @function getTypeUrl
         * @memberof etcdserverpb.RangeResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        RangeResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.RangeResponse";
        };

        return RangeResponse;
    })();

    etcdserverpb.PutRequest = (function() {

        /**
         * Properties of a PutRequest.
         * @typedef {Object} etcdserverpb.PutRequest.$Properties
         * @property {Uint8Array|null} [key] PutRequest key
         * @property {Uint8Array|null} [value] PutRequest value
         * @property {number|null} [lease] PutRequest lease
         * @property {boolean|null} [prevKv] PutRequest prevKv
         * @property {boolean|null} [ignoreValue] PutRequest ignoreValue
         * @property {boolean|null} [ignoreLease] PutRequest ignoreLease
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PutRequest.
         * @memberof etcdserverpb
         * @interface IPutRequest
         * @augments etcdserverpb.PutRequest.$Properties
         * @deprecated Use etcdserverpb.PutRequest.$Properties instead.
         */

        /**
         * Shape of a PutRequest.
         * @typedef {etcdserverpb.PutRequest.$Properties} etcdserverpb.PutRequest.$Shape
         */

        /**
         * Constructs a new PutRequest.
         * @memberof etcdserverpb
         * @classdesc Represents a PutRequest.
         * @constructor
         * @param {etcdserverpb.PutRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PutRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PutRequest key.
         * @member {Uint8Array} key
         * @memberof etcdserverpb.PutRequest
         * @instance
         */
        PutRequest.prototype.key = $util.newBuffer([]);

        /**
         * PutRequest value.
         * @member {Uint8Array} value
         * @memberof etcdserverpb.PutRequest
         * @instance
         */
        PutRequest.prototype.value = $util.newBuffer([]);

        /**
         * PutRequest lease.
         * @member {number} lease
         * @memberof etcdserverpb.PutRequest
         * @instance
         */
        PutRequest.prototype.lease = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * PutRequest prevKv.
         * @member {boolean} prevKv
         * @memberof etcdserverpb.PutRequest
         * @instance
         */
        PutRequest.prototype.prevKv = false;

        /**
         * PutRequest ignoreValue.
         * @member {boolean} ignoreValue
         * @memberof etcdserverpb.PutRequest
         * @instance
         */
        PutRequest.prototype.ignoreValue = false;

        /**
         * PutRequest ignoreLease.
         * @member {boolean} ignoreLease
         * @memberof etcdserverpb.PutRequest
         * @instance
         */
        PutRequest.prototype.ignoreLease = false;

        /**
         * Creates a new PutRequest instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.PutRequest
         * @static
         * @param {etcdserverpb.PutRequest.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.PutRequest} PutRequest instance
         * @type {{
         *   (properties: etcdserverpb.PutRequest.$Shape): etcdserverpb.PutRequest & etcdserverpb.PutRequest.$Shape;
         *   (properties?: etcdserverpb.PutRequest.$Properties): etcdserverpb.PutRequest;
         * }}
         */
        PutRequest.create = function(properties) {
            return new PutRequest(properties);
        };

        /**
         * Encodes the specified PutRequest message. Does not implicitly {@link etcdserverpb.PutRequest.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.PutRequest
         * @static
         * @param {etcdserverpb.PutRequest.$Properties} message PutRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PutRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
            if (message.lease != null && $Object.hasOwnProperty.call(message, "lease") && (typeof message.lease === "object" ? message.lease.low || message.lease.high : message.lease !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).int64(message.lease);
            if (message.prevKv != null && $Object.hasOwnProperty.call(message, "prevKv") && message.prevKv !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.prevKv);
            if (message.ignoreValue != null && $Object.hasOwnProperty.call(message, "ignoreValue") && message.ignoreValue !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.ignoreValue);
            if (message.ignoreLease != null && $Object.hasOwnProperty.call(message, "ignoreLease") && message.ignoreLease !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.ignoreLease);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PutRequest message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.PutRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.PutRequest & etcdserverpb.PutRequest.$Shape} PutRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PutRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.PutRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.lease = value;
                        else
                            delete message.lease;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.prevKv = value;
                        else
                            delete message.prevKv;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ignoreValue = value;
                        else
                            delete message.ignoreValue;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ignoreLease = value;
                        else
                            delete message.ignoreLease;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for PutRequest
         * @function getTypeUrl
         * @memberof etcdserverpb.PutRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        PutRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.PutRequest";
        };

        return PutRequest;
    })();

    etcdserverpb.PutResponse = (function() {

        /**
         * Properties of a PutResponse.
         * @typedef {Object} etcdserverpb.PutResponse.$Properties
         * @property {etcdserverpb.ResponseHeader.$Properties|null} [header] PutResponse header
         * @property {mvccpb.KeyValue.$Properties|null} [prevKv] PutResponse prevKv
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PutResponse.
         * @memberof etcdserverpb
         * @interface IPutResponse
         * @augments etcdserverpb.PutResponse.$Properties
         * @deprecated Use etcdserverpb.PutResponse.$Properties instead.
         */

        /**
         * Shape of a PutResponse.
         * @typedef {etcdserverpb.PutResponse.$Properties} etcdserverpb.PutResponse.$Shape
         */

        /**
         * Constructs a new PutResponse.
         * @memberof etcdserverpb
         * @classdesc Represents a PutResponse.
         * @constructor
         * @param {etcdserverpb.PutResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PutResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PutResponse header.
         * @member {etcdserverpb.ResponseHeader.$Properties|null|undefined} header
         * @memberof etcdserverpb.PutResponse
         * @instance
         */
        PutResponse.prototype.header = null;

        /**
         * PutResponse prevKv.
         * @member {mvccpb.KeyValue.$Properties|null|undefined} prevKv
         * @memberof etcdserverpb.PutResponse
         * @instance
         */
        PutResponse.prototype.prevKv = null;

        /**
         * Creates a new PutResponse instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.PutResponse
         * @static
         * @param {etcdserverpb.PutResponse.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.PutResponse} PutResponse instance
         * @type {{
         *   (properties: etcdserverpb.PutResponse.$Shape): etcdserverpb.PutResponse & etcdserverpb.PutResponse.$Shape;
         *   (properties?: etcdserverpb.PutResponse.$Properties): etcdserverpb.PutResponse;
         * }}
         */
        PutResponse.create = function(properties) {
            return new PutResponse(properties);
        };

        /**
         * Encodes the specified PutResponse message. Does not implicitly {@link etcdserverpb.PutResponse.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.PutResponse
         * @static
         * @param {etcdserverpb.PutResponse.$Properties} message PutResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PutResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.etcdserverpb.ResponseHeader.encode(message.header, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.prevKv != null && $Object.hasOwnProperty.call(message, "prevKv"))
                $root.mvccpb.KeyValue.encode(message.prevKv, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PutResponse message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.PutResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.PutResponse & etcdserverpb.PutResponse.$Shape} PutResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PutResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.PutResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.etcdserverpb.ResponseHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.prevKv = $root.mvccpb.KeyValue.decode(reader, reader.size(), $undefined, _depth + 1, message.prevKv);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for PutResponse
         * @function getTypeUrl
         * @memberof etcdserverpb.PutResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        PutResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.PutResponse";
        };

        return PutResponse;
    })();

    etcdserverpb.DeleteRangeRequest = (function() {

        /**
         * Properties of a DeleteRangeRequest.
         * @typedef {Object} etcdserverpb.DeleteRangeRequest.$Properties
         * @property {Uint8Array|null} [key] DeleteRangeRequest key
         * @property {Uint8Array|null} [rangeEnd] DeleteRangeRequest rangeEnd
         * @property {boolean|null} [prevKv] DeleteRangeRequest prevKv
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DeleteRangeRequest.
         * @memberof etcdserverpb
         * @interface IDeleteRangeRequest
         * @augments etcdserverpb.DeleteRangeRequest.$Properties
         * @deprecated Use etcdserverpb.DeleteRangeRequest.$Properties instead.
         */

        /**
         * Shape of a DeleteRangeRequest.
         * @typedef {etcdserverpb.DeleteRangeRequest.$Properties} etcdserverpb.DeleteRangeRequest.$Shape
         */

        /**
         * Constructs a new DeleteRangeRequest.
         * @memberof etcdserverpb
         * @classdesc Represents a DeleteRangeRequest.
         * @constructor
         * @param {etcdserverpb.DeleteRangeRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DeleteRangeRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DeleteRangeRequest key.
         * @member {Uint8Array} key
         * @memberof etcdserverpb.DeleteRangeRequest
         * @instance
         */
        DeleteRangeRequest.prototype.key = $util.newBuffer([]);

        /**
         * DeleteRangeRequest rangeEnd.
         * @member {Uint8Array} rangeEnd
         * @memberof etcdserverpb.DeleteRangeRequest
         * @instance
         */
        DeleteRangeRequest.prototype.rangeEnd = $util.newBuffer([]);

        /**
         * DeleteRangeRequest prevKv.
         * @member {boolean} prevKv
         * @memberof etcdserverpb.DeleteRangeRequest
         * @instance
         */
        DeleteRangeRequest.prototype.prevKv = false;

        /**
         * Creates a new DeleteRangeRequest instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.DeleteRangeRequest
         * @static
         * @param {etcdserverpb.DeleteRangeRequest.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.DeleteRangeRequest} DeleteRangeRequest instance
         * @type {{
         *   (properties: etcdserverpb.DeleteRangeRequest.$Shape): etcdserverpb.DeleteRangeRequest & etcdserverpb.DeleteRangeRequest.$Shape;
         *   (properties?: etcdserverpb.DeleteRangeRequest.$Properties): etcdserverpb.DeleteRangeRequest;
         * }}
         */
        DeleteRangeRequest.create = function(properties) {
            return new DeleteRangeRequest(properties);
        };

        /**
         * Encodes the specified DeleteRangeRequest message. Does not implicitly {@link etcdserverpb.DeleteRangeRequest.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.DeleteRangeRequest
         * @static
         * @param {etcdserverpb.DeleteRangeRequest.$Properties} message DeleteRangeRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DeleteRangeRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.rangeEnd != null && $Object.hasOwnProperty.call(message, "rangeEnd") && message.rangeEnd.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.rangeEnd);
            if (message.prevKv != null && $Object.hasOwnProperty.call(message, "prevKv") && message.prevKv !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.prevKv);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DeleteRangeRequest message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.DeleteRangeRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.DeleteRangeRequest & etcdserverpb.DeleteRangeRequest.$Shape} DeleteRangeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DeleteRangeRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.DeleteRangeRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.rangeEnd = value;
                        else
                            delete message.rangeEnd;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.prevKv = value;
                        else
                            delete message.prevKv;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for DeleteRangeRequest
         * @function getTypeUrl
         * @memberof etcdserverpb.DeleteRangeRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        DeleteRangeRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.DeleteRangeRequest";
        };

        return DeleteRangeRequest;
    })();

    etcdserverpb.DeleteRangeResponse = (function() {

        /**
         * Properties of a DeleteRangeResponse.
         * @typedef {Object} etcdserverpb.DeleteRangeResponse.$Properties
         * @property {etcdserverpb.ResponseHeader.$Properties|null} [header] DeleteRangeResponse header
         * @property {number|null} [deleted] DeleteRangeResponse deleted
         * @property {Array.<mvccpb.KeyValue.$Properties>|null} [prevKvs] DeleteRangeResponse prevKvs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DeleteRangeResponse.
         * @memberof etcdserverpb
         * @interface IDeleteRangeResponse
         * @augments etcdserverpb.DeleteRangeResponse.$Properties
         * @deprecated Use etcdserverpb.DeleteRangeResponse.$Properties instead.
         */

        /**
         * Shape of a DeleteRangeResponse.
         * @typedef {etcdserverpb.DeleteRangeResponse.$Properties} etcdserverpb.DeleteRangeResponse.$Shape
         */

        /**
         * Constructs a new DeleteRangeResponse.
         * @memberof etcdserverpb
         * @classdesc Represents a DeleteRangeResponse.
         * @constructor
         * @param {etcdserverpb.DeleteRangeResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DeleteRangeResponse = function (properties) {
            this.prevKvs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DeleteRangeResponse header.
         * @member {etcdserverpb.ResponseHeader.$Properties|null|undefined} header
         * @memberof etcdserverpb.DeleteRangeResponse
         * @instance
         */
        DeleteRangeResponse.prototype.header = null;

        /**
         * DeleteRangeResponse deleted.
         * @member {number} deleted
         * @memberof etcdserverpb.DeleteRangeResponse
         * @instance
         */
        DeleteRangeResponse.prototype.deleted = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * DeleteRangeResponse prevKvs.
         * @member {Array.<mvccpb.KeyValue.$Properties>} prevKvs
         * @memberof etcdserverpb.DeleteRangeResponse
         * @instance
         */
        DeleteRangeResponse.prototype.prevKvs = $util.emptyArray;

        /**
         * Creates a new DeleteRangeResponse instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.DeleteRangeResponse
         * @static
         * @param {etcdserverpb.DeleteRangeResponse.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.DeleteRangeResponse} DeleteRangeResponse instance
         * @type {{
         *   (properties: etcdserverpb.DeleteRangeResponse.$Shape): etcdserverpb.DeleteRangeResponse & etcdserverpb.DeleteRangeResponse.$Shape;
         *   (properties?: etcdserverpb.DeleteRangeResponse.$Properties): etcdserverpb.DeleteRangeResponse;
         * }}
         */
        DeleteRangeResponse.create = function(properties) {
            return new DeleteRangeResponse(properties);
        };

        /**
         * Encodes the specified DeleteRangeResponse message. Does not implicitly {@link etcdserverpb.DeleteRangeResponse.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.DeleteRangeResponse
         * @static
         * @param {etcdserverpb.DeleteRangeResponse.$Properties} message DeleteRangeResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DeleteRangeResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.etcdserverpb.ResponseHeader.encode(message.header, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted") && (typeof message.deleted === "object" ? message.deleted.low || message.deleted.high : message.deleted !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).int64(message.deleted);
            if (message.prevKvs != null && message.prevKvs.length)
                for (let i = 0; i < message.prevKvs.length; ++i)
                    $root.mvccpb.KeyValue.encode(message.prevKvs[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a DeleteRangeResponse message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.DeleteRangeResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.DeleteRangeResponse & etcdserverpb.DeleteRangeResponse.$Shape} DeleteRangeResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DeleteRangeResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.etcdserverpb.DeleteRangeResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.etcdserverpb.ResponseHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.deleted = value;
                        else
                            delete message.deleted;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.prevKvs && message.prevKvs.length))
                            message.prevKvs = [];
                        message.prevKvs.push($root.mvccpb.KeyValue.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Gets the type url for DeleteRangeResponse
         * @function getTypeUrl
         * @memberof etcdserverpb.DeleteRangeResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        DeleteRangeResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.DeleteRangeResponse";
        };

        return DeleteRangeResponse;
    })();

    return etcdserverpb;
})();

export const raft = $root.raft = (() => {

    /**
     * Namespace raft.
     * @exports raft
     * @namespace
     */
    const raft = {};

    raft.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof raft
         * @namespace
         */
        const v1 = {};

        v1.Admin = (function() {

            /**
             * Constructs a new Admin service.
             * @memberof raft.v1
             * @classdesc Represents an Admin
             * @extends $protobuf.rpc.Service
             * @constructor
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             */
            const Admin = function(rpcImpl, requestDelimited, responseDelimited) {
                $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
            };

            $Object.defineProperty(Admin.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: Admin, writable: true, enumerable: false, configurable: true });

            /**
             * Creates new Admin service using the specified rpc implementation.
             * @function create
             * @memberof raft.v1.Admin
             * @static
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             * @returns {Admin} RPC service. Useful where requests and/or responses are streamed.
             */
            Admin.create = function(rpcImpl, requestDelimited, responseDelimited) {
                return new this(rpcImpl, requestDelimited, responseDelimited);
            };

            /**
             * Callback as used by {@link raft.v1.Admin#status}.
             * @memberof raft.v1.Admin
             * @typedef StatusCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.StatusResponse} [response] StatusResponse
             */

            /**
             * Calls Status.
             * @memberof raft.v1.Admin
             * @typedef Status
             * @type {{
             *   (request: raft.v1.IStatusRequest, callback: raft.v1.Admin.StatusCallback): void;
             *   (request: raft.v1.IStatusRequest): Promise<raft.v1.StatusResponse>;
             *   readonly name: "Status";
             *   readonly path: "/raft.v1.Admin/Status";
             *   readonly requestType: "StatusRequest";
             *   readonly responseType: "StatusResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Status.
             * @name raft.v1.Admin#status
             * @type {raft.v1.Admin.Status}
             */
            $Object.defineProperties(Admin.prototype.status = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.status, $root.raft.v1.StatusRequest, $root.raft.v1.StatusResponse, request, callback);
            }, {
                name: { value: "Status" },
                path: { value: "/raft.v1.Admin/Status" },
                requestType: { value: "StatusRequest" },
                responseType: { value: "StatusResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#bootstrap}.
             * @memberof raft.v1.Admin
             * @typedef BootstrapCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.BootstrapResponse} [response] BootstrapResponse
             */

            /**
             * Calls Bootstrap.
             * @memberof raft.v1.Admin
             * @typedef Bootstrap
             * @type {{
             *   (request: raft.v1.IBootstrapRequest, callback: raft.v1.Admin.BootstrapCallback): void;
             *   (request: raft.v1.IBootstrapRequest): Promise<raft.v1.BootstrapResponse>;
             *   readonly name: "Bootstrap";
             *   readonly path: "/raft.v1.Admin/Bootstrap";
             *   readonly requestType: "BootstrapRequest";
             *   readonly responseType: "BootstrapResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Bootstrap.
             * @name raft.v1.Admin#bootstrap
             * @type {raft.v1.Admin.Bootstrap}
             */
            $Object.defineProperties(Admin.prototype.bootstrap = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.bootstrap, $root.raft.v1.BootstrapRequest, $root.raft.v1.BootstrapResponse, request, callback);
            }, {
                name: { value: "Bootstrap" },
                path: { value: "/raft.v1.Admin/Bootstrap" },
                requestType: { value: "BootstrapRequest" },
                responseType: { value: "BootstrapResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#join}.
             * @memberof raft.v1.Admin
             * @typedef JoinCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.JoinResponse} [response] JoinResponse
             */

            /**
             * Calls Join.
             * @memberof raft.v1.Admin
             * @typedef Join
             * @type {{
             *   (request: raft.v1.IJoinRequest, callback: raft.v1.Admin.JoinCallback): void;
             *   (request: raft.v1.IJoinRequest): Promise<raft.v1.JoinResponse>;
             *   readonly name: "Join";
             *   readonly path: "/raft.v1.Admin/Join";
             *   readonly requestType: "JoinRequest";
             *   readonly responseType: "JoinResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Join.
             * @name raft.v1.Admin#join
             * @type {raft.v1.Admin.Join}
             */
            $Object.defineProperties(Admin.prototype.join = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.join, $root.raft.v1.JoinRequest, $root.raft.v1.JoinResponse, request, callback);
            }, {
                name: { value: "Join" },
                path: { value: "/raft.v1.Admin/Join" },
                requestType: { value: "JoinRequest" },
                responseType: { value: "JoinResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            return Admin;
        })();

        v1.StatusRequest = (function() {

            /**
             * Properties of a StatusRequest.
             * @typedef {Object} raft.v1.StatusRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatusRequest.
             * @memberof raft.v1
             * @interface IStatusRequest
             * @augments raft.v1.StatusRequest.$Properties
             * @deprecated Use raft.v1.StatusRequest.$Properties instead.
             */

            /**
             * Shape of a StatusRequest.
             * @typedef {raft.v1.StatusRequest.$Properties} raft.v1.StatusRequest.$Shape
             */

            /**
             * Constructs a new StatusRequest.
             * @memberof raft.v1
             * @classdesc Represents a StatusRequest.
             * @constructor
             * @param {raft.v1.StatusRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatusRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new StatusRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.StatusRequest
             * @static
             * @param {raft.v1.StatusRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.StatusRequest} StatusRequest instance
             * @type {{
             *   (properties: raft.v1.StatusRequest.$Shape): raft.v1.StatusRequest & raft.v1.StatusRequest.$Shape;
             *   (properties?: raft.v1.StatusRequest.$Properties): raft.v1.StatusRequest;
             * }}
             */
            StatusRequest.create = function(properties) {
                return new StatusRequest(properties);
            };

            /**
             * Encodes the specified StatusRequest message. Does not implicitly {@link raft.v1.StatusRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.StatusRequest
             * @static
             * @param {raft.v1.StatusRequest.$Properties} message StatusRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatusRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatusRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.StatusRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.StatusRequest & raft.v1.StatusRequest.$Shape} StatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatusRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.StatusRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for StatusRequest
             * @function getTypeUrl
             * @memberof raft.v1.StatusRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StatusRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.StatusRequest";
            };

            return StatusRequest;
        })();

        /**
         * NodeState enum.
         * @name raft.v1.NodeState
         * @enum {number}
         * @property {number} NODE_STATE_UNSPECIFIED=0 NODE_STATE_UNSPECIFIED value
         * @property {number} UNASSIGNED=1 UNASSIGNED value
         * @property {number} RUNNING=2 RUNNING value
         * @property {number} STOPPING=3 STOPPING value
         */
        v1.NodeState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NODE_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "UNASSIGNED"] = 1;
            values[valuesById[2] = "RUNNING"] = 2;
            values[valuesById[3] = "STOPPING"] = 3;
            return values;
        })();

        /**
         * Role enum.
         * @name raft.v1.Role
         * @enum {number}
         * @property {number} ROLE_UNSPECIFIED=0 ROLE_UNSPECIFIED value
         * @property {number} FOLLOWER=1 FOLLOWER value
         * @property {number} PRE_CANDIDATE=2 PRE_CANDIDATE value
         * @property {number} CANDIDATE=3 CANDIDATE value
         * @property {number} LEADER=4 LEADER value
         */
        v1.Role = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ROLE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FOLLOWER"] = 1;
            values[valuesById[2] = "PRE_CANDIDATE"] = 2;
            values[valuesById[3] = "CANDIDATE"] = 3;
            values[valuesById[4] = "LEADER"] = 4;
            return values;
        })();

        v1.Member = (function() {

            /**
             * Properties of a Member.
             * @typedef {Object} raft.v1.Member.$Properties
             * @property {number|null} [nodeId] Member nodeId
             * @property {string|null} [address] Member address
             * @property {string|null} [storeId] Member storeId
             * @property {boolean|null} [voter] Member voter
             * @property {boolean|null} [learner] Member learner
             * @property {number|null} [matchIndex] Member matchIndex
             * @property {boolean|null} [recentlyActive] Member recentlyActive
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Member.
             * @memberof raft.v1
             * @interface IMember
             * @augments raft.v1.Member.$Properties
             * @deprecated Use raft.v1.Member.$Properties instead.
             */

            /**
             * Shape of a Member.
             * @typedef {raft.v1.Member.$Properties} raft.v1.Member.$Shape
             */

            /**
             * Constructs a new Member.
             * @memberof raft.v1
             * @classdesc Represents a Member.
             * @constructor
             * @param {raft.v1.Member.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Member = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Member nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Member address.
             * @member {string} address
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.address = "";

            /**
             * Member storeId.
             * @member {string} storeId
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.storeId = "";

            /**
             * Member voter.
             * @member {boolean} voter
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.voter = false;

            /**
             * Member learner.
             * @member {boolean} learner
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.learner = false;

            /**
             * Member matchIndex.
             * @member {number} matchIndex
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.matchIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Member recentlyActive.
             * @member {boolean} recentlyActive
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.recentlyActive = false;

            /**
             * Creates a new Member instance using the specified properties.
             * @function create
             * @memberof raft.v1.Member
             * @static
             * @param {raft.v1.Member.$Properties=} [properties] Properties to set
             * @returns {raft.v1.Member} Member instance
             * @type {{
             *   (properties: raft.v1.Member.$Shape): raft.v1.Member & raft.v1.Member.$Shape;
             *   (properties?: raft.v1.Member.$Properties): raft.v1.Member;
             * }}
             */
            Member.create = function(properties) {
                return new Member(properties);
            };

            /**
             * Encodes the specified Member message. Does not implicitly {@link raft.v1.Member.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.Member
             * @static
             * @param {raft.v1.Member.$Properties} message Member message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Member.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nodeId);
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.address);
                if (message.storeId != null && $Object.hasOwnProperty.call(message, "storeId") && message.storeId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.storeId);
                if (message.voter != null && $Object.hasOwnProperty.call(message, "voter") && message.voter !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.voter);
                if (message.learner != null && $Object.hasOwnProperty.call(message, "learner") && message.learner !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.learner);
                if (message.matchIndex != null && $Object.hasOwnProperty.call(message, "matchIndex") && (typeof message.matchIndex === "object" ? message.matchIndex.low || message.matchIndex.high : message.matchIndex !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.matchIndex);
                if (message.recentlyActive != null && $Object.hasOwnProperty.call(message, "recentlyActive") && message.recentlyActive !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.recentlyActive);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Member message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.Member
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.Member & raft.v1.Member.$Shape} Member
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Member.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.Member();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nodeId = value;
                            else
                                delete message.nodeId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.storeId = value;
                            else
                                delete message.storeId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.voter = value;
                            else
                                delete message.voter;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.learner = value;
                            else
                                delete message.learner;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.matchIndex = value;
                            else
                                delete message.matchIndex;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.recentlyActive = value;
                            else
                                delete message.recentlyActive;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for Member
             * @function getTypeUrl
             * @memberof raft.v1.Member
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Member.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.Member";
            };

            return Member;
        })();

        v1.StatusResponse = (function() {

            /**
             * Properties of a StatusResponse.
             * @typedef {Object} raft.v1.StatusResponse.$Properties
             * @property {raft.v1.NodeState|null} [state] StatusResponse state
             * @property {string|null} [storeId] StatusResponse storeId
             * @property {string|null} [clusterId] StatusResponse clusterId
             * @property {number|null} [nodeId] StatusResponse nodeId
             * @property {raft.v1.Role|null} [role] StatusResponse role
             * @property {number|null} [leaderId] StatusResponse leaderId
             * @property {number|null} [term] StatusResponse term
             * @property {number|null} [commitIndex] StatusResponse commitIndex
             * @property {number|null} [appliedIndex] StatusResponse appliedIndex
             * @property {number|null} [lastIndex] StatusResponse lastIndex
             * @property {Array.<raft.v1.Member.$Properties>|null} [members] StatusResponse members
             * @property {number|null} [configurationIndex] StatusResponse configurationIndex
             * @property {number|null} [highestNodeId] StatusResponse highestNodeId
             * @property {boolean|null} [joint] StatusResponse joint
             * @property {string|null} [version] StatusResponse version
             * @property {number|null} [formatVersionMin] StatusResponse formatVersionMin
             * @property {number|null} [formatVersionMax] StatusResponse formatVersionMax
             * @property {boolean|null} [ready] StatusResponse ready
             * @property {string|null} [notReadyReason] StatusResponse notReadyReason
             * @property {number|null} [diskBytes] StatusResponse diskBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatusResponse.
             * @memberof raft.v1
             * @interface IStatusResponse
             * @augments raft.v1.StatusResponse.$Properties
             * @deprecated Use raft.v1.StatusResponse.$Properties instead.
             */

            /**
             * Shape of a StatusResponse.
             * @typedef {raft.v1.StatusResponse.$Properties} raft.v1.StatusResponse.$Shape
             */

            /**
             * Constructs a new StatusResponse.
             * @memberof raft.v1
             * @classdesc Represents a StatusResponse.
             * @constructor
             * @param {raft.v1.StatusResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatusResponse = function (properties) {
                this.members = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StatusResponse state.
             * @member {raft.v1.NodeState} state
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.state = 0;

            /**
             * StatusResponse storeId.
             * @member {string} storeId
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.storeId = "";

            /**
             * StatusResponse clusterId.
             * @member {string} clusterId
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.clusterId = "";

            /**
             * StatusResponse nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse role.
             * @member {raft.v1.Role} role
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.role = 0;

            /**
             * StatusResponse leaderId.
             * @member {number} leaderId
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.leaderId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse term.
             * @member {number} term
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse commitIndex.
             * @member {number} commitIndex
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.commitIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse appliedIndex.
             * @member {number} appliedIndex
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.appliedIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse lastIndex.
             * @member {number} lastIndex
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.lastIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse members.
             * @member {Array.<raft.v1.Member.$Properties>} members
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.members = $util.emptyArray;

            /**
             * StatusResponse configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse highestNodeId.
             * @member {number} highestNodeId
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.highestNodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse joint.
             * @member {boolean} joint
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.joint = false;

            /**
             * StatusResponse version.
             * @member {string} version
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.version = "";

            /**
             * StatusResponse formatVersionMin.
             * @member {number} formatVersionMin
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.formatVersionMin = 0;

            /**
             * StatusResponse formatVersionMax.
             * @member {number} formatVersionMax
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.formatVersionMax = 0;

            /**
             * StatusResponse ready.
             * @member {boolean} ready
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.ready = false;

            /**
             * StatusResponse notReadyReason.
             * @member {string} notReadyReason
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.notReadyReason = "";

            /**
             * StatusResponse diskBytes.
             * @member {number} diskBytes
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.diskBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StatusResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.StatusResponse
             * @static
             * @param {raft.v1.StatusResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.StatusResponse} StatusResponse instance
             * @type {{
             *   (properties: raft.v1.StatusResponse.$Shape): raft.v1.StatusResponse & raft.v1.StatusResponse.$Shape;
             *   (properties?: raft.v1.StatusResponse.$Properties): raft.v1.StatusResponse;
             * }}
             */
            StatusResponse.create = function(properties) {
                return new StatusResponse(properties);
            };

            /**
             * Encodes the specified StatusResponse message. Does not implicitly {@link raft.v1.StatusResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.StatusResponse
             * @static
             * @param {raft.v1.StatusResponse.$Properties} message StatusResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatusResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.state);
                if (message.storeId != null && $Object.hasOwnProperty.call(message, "storeId") && message.storeId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.storeId);
                if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && message.clusterId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.clusterId);
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.nodeId);
                if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.role);
                if (message.leaderId != null && $Object.hasOwnProperty.call(message, "leaderId") && (typeof message.leaderId === "object" ? message.leaderId.low || message.leaderId.high : message.leaderId !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.leaderId);
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.term);
                if (message.commitIndex != null && $Object.hasOwnProperty.call(message, "commitIndex") && (typeof message.commitIndex === "object" ? message.commitIndex.low || message.commitIndex.high : message.commitIndex !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.commitIndex);
                if (message.appliedIndex != null && $Object.hasOwnProperty.call(message, "appliedIndex") && (typeof message.appliedIndex === "object" ? message.appliedIndex.low || message.appliedIndex.high : message.appliedIndex !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.appliedIndex);
                if (message.lastIndex != null && $Object.hasOwnProperty.call(message, "lastIndex") && (typeof message.lastIndex === "object" ? message.lastIndex.low || message.lastIndex.high : message.lastIndex !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.lastIndex);
                if (message.members != null && message.members.length)
                    for (let i = 0; i < message.members.length; ++i)
                        $root.raft.v1.Member.encode(message.members[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.configurationIndex);
                if (message.highestNodeId != null && $Object.hasOwnProperty.call(message, "highestNodeId") && (typeof message.highestNodeId === "object" ? message.highestNodeId.low || message.highestNodeId.high : message.highestNodeId !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.highestNodeId);
                if (message.joint != null && $Object.hasOwnProperty.call(message, "joint") && message.joint !== false)
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.joint);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.version);
                if (message.formatVersionMin != null && $Object.hasOwnProperty.call(message, "formatVersionMin") && message.formatVersionMin !== 0)
                    writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.formatVersionMin);
                if (message.formatVersionMax != null && $Object.hasOwnProperty.call(message, "formatVersionMax") && message.formatVersionMax !== 0)
                    writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.formatVersionMax);
                if (message.ready != null && $Object.hasOwnProperty.call(message, "ready") && message.ready !== false)
                    writer.uint32(/* id 18, wireType 0 =*/144).bool(message.ready);
                if (message.notReadyReason != null && $Object.hasOwnProperty.call(message, "notReadyReason") && message.notReadyReason !== "")
                    writer.uint32(/* id 19, wireType 2 =*/154).string(message.notReadyReason);
                if (message.diskBytes != null && $Object.hasOwnProperty.call(message, "diskBytes") && (typeof message.diskBytes === "object" ? message.diskBytes.low || message.diskBytes.high : message.diskBytes !== 0))
                    writer.uint32(/* id 20, wireType 0 =*/160).uint64(message.diskBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatusResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.StatusResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.StatusResponse & raft.v1.StatusResponse.$Shape} StatusResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatusResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.StatusResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.storeId = value;
                            else
                                delete message.storeId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterId = value;
                            else
                                delete message.clusterId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nodeId = value;
                            else
                                delete message.nodeId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.role = value;
                            else
                                delete message.role;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.leaderId = value;
                            else
                                delete message.leaderId;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.commitIndex = value;
                            else
                                delete message.commitIndex;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.appliedIndex = value;
                            else
                                delete message.appliedIndex;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastIndex = value;
                            else
                                delete message.lastIndex;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.members && message.members.length))
                                message.members = [];
                            message.members.push($root.raft.v1.Member.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.highestNodeId = value;
                            else
                                delete message.highestNodeId;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.joint = value;
                            else
                                delete message.joint;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.formatVersionMin = value;
                            else
                                delete message.formatVersionMin;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.formatVersionMax = value;
                            else
                                delete message.formatVersionMax;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.ready = value;
                            else
                                delete message.ready;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.notReadyReason = value;
                            else
                                delete message.notReadyReason;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.diskBytes = value;
                            else
                                delete message.diskBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for StatusResponse
             * @function getTypeUrl
             * @memberof raft.v1.StatusResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StatusResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.StatusResponse";
            };

            return StatusResponse;
        })();

        v1.BootstrapRequest = (function() {

            /**
             * Properties of a BootstrapRequest.
             * @typedef {Object} raft.v1.BootstrapRequest.$Properties
             * @property {string|null} [clusterId] BootstrapRequest clusterId
             * @property {number|null} [nodeId] BootstrapRequest nodeId
             * @property {string|null} [storeId] BootstrapRequest storeId
             * @property {string|null} [peerAddress] BootstrapRequest peerAddress
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BootstrapRequest.
             * @memberof raft.v1
             * @interface IBootstrapRequest
             * @augments raft.v1.BootstrapRequest.$Properties
             * @deprecated Use raft.v1.BootstrapRequest.$Properties instead.
             */

            /**
             * Shape of a BootstrapRequest.
             * @typedef {raft.v1.BootstrapRequest.$Properties} raft.v1.BootstrapRequest.$Shape
             */

            /**
             * Constructs a new BootstrapRequest.
             * @memberof raft.v1
             * @classdesc Represents a BootstrapRequest.
             * @constructor
             * @param {raft.v1.BootstrapRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BootstrapRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BootstrapRequest clusterId.
             * @member {string} clusterId
             * @memberof raft.v1.BootstrapRequest
             * @instance
             */
            BootstrapRequest.prototype.clusterId = "";

            /**
             * BootstrapRequest nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.BootstrapRequest
             * @instance
             */
            BootstrapRequest.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BootstrapRequest storeId.
             * @member {string} storeId
             * @memberof raft.v1.BootstrapRequest
             * @instance
             */
            BootstrapRequest.prototype.storeId = "";

            /**
             * BootstrapRequest peerAddress.
             * @member {string} peerAddress
             * @memberof raft.v1.BootstrapRequest
             * @instance
             */
            BootstrapRequest.prototype.peerAddress = "";

            /**
             * Creates a new BootstrapRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.BootstrapRequest
             * @static
             * @param {raft.v1.BootstrapRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.BootstrapRequest} BootstrapRequest instance
             * @type {{
             *   (properties: raft.v1.BootstrapRequest.$Shape): raft.v1.BootstrapRequest & raft.v1.BootstrapRequest.$Shape;
             *   (properties?: raft.v1.BootstrapRequest.$Properties): raft.v1.BootstrapRequest;
             * }}
             */
            BootstrapRequest.create = function(properties) {
                return new BootstrapRequest(properties);
            };

            /**
             * Encodes the specified BootstrapRequest message. Does not implicitly {@link raft.v1.BootstrapRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.BootstrapRequest
             * @static
             * @param {raft.v1.BootstrapRequest.$Properties} message BootstrapRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BootstrapRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && message.clusterId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.clusterId);
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nodeId);
                if (message.storeId != null && $Object.hasOwnProperty.call(message, "storeId") && message.storeId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.storeId);
                if (message.peerAddress != null && $Object.hasOwnProperty.call(message, "peerAddress") && message.peerAddress !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.peerAddress);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BootstrapRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.BootstrapRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.BootstrapRequest & raft.v1.BootstrapRequest.$Shape} BootstrapRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BootstrapRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.BootstrapRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterId = value;
                            else
                                delete message.clusterId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nodeId = value;
                            else
                                delete message.nodeId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.storeId = value;
                            else
                                delete message.storeId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.peerAddress = value;
                            else
                                delete message.peerAddress;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for BootstrapRequest
             * @function getTypeUrl
             * @memberof raft.v1.BootstrapRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            BootstrapRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.BootstrapRequest";
            };

            return BootstrapRequest;
        })();

        v1.BootstrapResponse = (function() {

            /**
             * Properties of a BootstrapResponse.
             * @typedef {Object} raft.v1.BootstrapResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BootstrapResponse.
             * @memberof raft.v1
             * @interface IBootstrapResponse
             * @augments raft.v1.BootstrapResponse.$Properties
             * @deprecated Use raft.v1.BootstrapResponse.$Properties instead.
             */

            /**
             * Shape of a BootstrapResponse.
             * @typedef {raft.v1.BootstrapResponse.$Properties} raft.v1.BootstrapResponse.$Shape
             */

            /**
             * Constructs a new BootstrapResponse.
             * @memberof raft.v1
             * @classdesc Represents a BootstrapResponse.
             * @constructor
             * @param {raft.v1.BootstrapResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BootstrapResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new BootstrapResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.BootstrapResponse
             * @static
             * @param {raft.v1.BootstrapResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.BootstrapResponse} BootstrapResponse instance
             * @type {{
             *   (properties: raft.v1.BootstrapResponse.$Shape): raft.v1.BootstrapResponse & raft.v1.BootstrapResponse.$Shape;
             *   (properties?: raft.v1.BootstrapResponse.$Properties): raft.v1.BootstrapResponse;
             * }}
             */
            BootstrapResponse.create = function(properties) {
                return new BootstrapResponse(properties);
            };

            /**
             * Encodes the specified BootstrapResponse message. Does not implicitly {@link raft.v1.BootstrapResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.BootstrapResponse
             * @static
             * @param {raft.v1.BootstrapResponse.$Properties} message BootstrapResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BootstrapResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BootstrapResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.BootstrapResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.BootstrapResponse & raft.v1.BootstrapResponse.$Shape} BootstrapResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BootstrapResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.BootstrapResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for BootstrapResponse
             * @function getTypeUrl
             * @memberof raft.v1.BootstrapResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            BootstrapResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.BootstrapResponse";
            };

            return BootstrapResponse;
        })();

        v1.JoinRequest = (function() {

            /**
             * Properties of a JoinRequest.
             * @typedef {Object} raft.v1.JoinRequest.$Properties
             * @property {string|null} [clusterId] JoinRequest clusterId
             * @property {number|null} [nodeId] JoinRequest nodeId
             * @property {string|null} [storeId] JoinRequest storeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a JoinRequest.
             * @memberof raft.v1
             * @interface IJoinRequest
             * @augments raft.v1.JoinRequest.$Properties
             * @deprecated Use raft.v1.JoinRequest.$Properties instead.
             */

            /**
             * Shape of a JoinRequest.
             * @typedef {raft.v1.JoinRequest.$Properties} raft.v1.JoinRequest.$Shape
             */

            /**
             * Constructs a new JoinRequest.
             * @memberof raft.v1
             * @classdesc Represents a JoinRequest.
             * @constructor
             * @param {raft.v1.JoinRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const JoinRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * JoinRequest clusterId.
             * @member {string} clusterId
             * @memberof raft.v1.JoinRequest
             * @instance
             */
            JoinRequest.prototype.clusterId = "";

            /**
             * JoinRequest nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.JoinRequest
             * @instance
             */
            JoinRequest.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * JoinRequest storeId.
             * @member {string} storeId
             * @memberof raft.v1.JoinRequest
             * @instance
             */
            JoinRequest.prototype.storeId = "";

            /**
             * Creates a new JoinRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.JoinRequest
             * @static
             * @param {raft.v1.JoinRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.JoinRequest} JoinRequest instance
             * @type {{
             *   (properties: raft.v1.JoinRequest.$Shape): raft.v1.JoinRequest & raft.v1.JoinRequest.$Shape;
             *   (properties?: raft.v1.JoinRequest.$Properties): raft.v1.JoinRequest;
             * }}
             */
            JoinRequest.create = function(properties) {
                return new JoinRequest(properties);
            };

            /**
             * Encodes the specified JoinRequest message. Does not implicitly {@link raft.v1.JoinRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.JoinRequest
             * @static
             * @param {raft.v1.JoinRequest.$Properties} message JoinRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            JoinRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && message.clusterId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.clusterId);
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nodeId);
                if (message.storeId != null && $Object.hasOwnProperty.call(message, "storeId") && message.storeId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.storeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a JoinRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.JoinRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.JoinRequest & raft.v1.JoinRequest.$Shape} JoinRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            JoinRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.JoinRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterId = value;
                            else
                                delete message.clusterId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nodeId = value;
                            else
                                delete message.nodeId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.storeId = value;
                            else
                                delete message.storeId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for JoinRequest
             * @function getTypeUrl
             * @memberof raft.v1.JoinRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            JoinRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.JoinRequest";
            };

            return JoinRequest;
        })();

        v1.JoinResponse = (function() {

            /**
             * Properties of a JoinResponse.
             * @typedef {Object} raft.v1.JoinResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a JoinResponse.
             * @memberof raft.v1
             * @interface IJoinResponse
             * @augments raft.v1.JoinResponse.$Properties
             * @deprecated Use raft.v1.JoinResponse.$Properties instead.
             */

            /**
             * Shape of a JoinResponse.
             * @typedef {raft.v1.JoinResponse.$Properties} raft.v1.JoinResponse.$Shape
             */

            /**
             * Constructs a new JoinResponse.
             * @memberof raft.v1
             * @classdesc Represents a JoinResponse.
             * @constructor
             * @param {raft.v1.JoinResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const JoinResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new JoinResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.JoinResponse
             * @static
             * @param {raft.v1.JoinResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.JoinResponse} JoinResponse instance
             * @type {{
             *   (properties: raft.v1.JoinResponse.$Shape): raft.v1.JoinResponse & raft.v1.JoinResponse.$Shape;
             *   (properties?: raft.v1.JoinResponse.$Properties): raft.v1.JoinResponse;
             * }}
             */
            JoinResponse.create = function(properties) {
                return new JoinResponse(properties);
            };

            /**
             * Encodes the specified JoinResponse message. Does not implicitly {@link raft.v1.JoinResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.JoinResponse
             * @static
             * @param {raft.v1.JoinResponse.$Properties} message JoinResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            JoinResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a JoinResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.JoinResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.JoinResponse & raft.v1.JoinResponse.$Shape} JoinResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            JoinResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.JoinResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for JoinResponse
             * @function getTypeUrl
             * @memberof raft.v1.JoinResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            JoinResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.JoinResponse";
            };

            return JoinResponse;
        })();

        v1.Client = (function() {

            /**
             * Constructs a new Client service.
             * @memberof raft.v1
             * @classdesc Represents a Client
             * @extends $protobuf.rpc.Service
             * @constructor
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             */
            const Client = function(rpcImpl, requestDelimited, responseDelimited) {
                $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
            };

            $Object.defineProperty(Client.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: Client, writable: true, enumerable: false, configurable: true });

            /**
             * Creates new Client service using the specified rpc implementation.
             * @function create
             * @memberof raft.v1.Client
             * @static
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             * @returns {Client} RPC service. Useful where requests and/or responses are streamed.
             */
            Client.create = function(rpcImpl, requestDelimited, responseDelimited) {
                return new this(rpcImpl, requestDelimited, responseDelimited);
            };

            /**
             * Callback as used by {@link raft.v1.Client#propose}.
             * @memberof raft.v1.Client
             * @typedef ProposeCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.ProposeResponse} [response] ProposeResponse
             */

            /**
             * Calls Propose.
             * @memberof raft.v1.Client
             * @typedef Propose
             * @type {{
             *   (request: raft.v1.IProposeRequest, callback: raft.v1.Client.ProposeCallback): void;
             *   (request: raft.v1.IProposeRequest): Promise<raft.v1.ProposeResponse>;
             *   readonly name: "Propose";
             *   readonly path: "/raft.v1.Client/Propose";
             *   readonly requestType: "ProposeRequest";
             *   readonly responseType: "ProposeResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Propose.
             * @name raft.v1.Client#propose
             * @type {raft.v1.Client.Propose}
             */
            $Object.defineProperties(Client.prototype.propose = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Client.prototype.propose, $root.raft.v1.ProposeRequest, $root.raft.v1.ProposeResponse, request, callback);
            }, {
                name: { value: "Propose" },
                path: { value: "/raft.v1.Client/Propose" },
                requestType: { value: "ProposeRequest" },
                responseType: { value: "ProposeResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Client#proposeStream}.
             * @memberof raft.v1.Client
             * @typedef ProposeStreamCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.ProposeResponse} [response] ProposeResponse
             */

            /**
             * Calls ProposeStream.
             * @memberof raft.v1.Client
             * @typedef ProposeStream
             * @type {{
             *   (request: raft.v1.IProposeRequest, callback: raft.v1.Client.ProposeStreamCallback): void;
             *   (request: raft.v1.IProposeRequest): Promise<raft.v1.ProposeResponse>;
             *   readonly name: "ProposeStream";
             *   readonly path: "/raft.v1.Client/ProposeStream";
             *   readonly requestType: "ProposeRequest";
             *   readonly responseType: "ProposeResponse";
             *   readonly requestStream: true;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls ProposeStream.
             * @name raft.v1.Client#proposeStream
             * @type {raft.v1.Client.ProposeStream}
             */
            $Object.defineProperties(Client.prototype.proposeStream = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Client.prototype.proposeStream, $root.raft.v1.ProposeRequest, $root.raft.v1.ProposeResponse, request, callback);
            }, {
                name: { value: "ProposeStream" },
                path: { value: "/raft.v1.Client/ProposeStream" },
                requestType: { value: "ProposeRequest" },
                responseType: { value: "ProposeResponse" },
                requestStream: { value: true },
                responseStream: { value: true }
            });

            /**
             * Callback as used by {@link raft.v1.Client#query}.
             * @memberof raft.v1.Client
             * @typedef QueryCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.QueryResponse} [response] QueryResponse
             */

            /**
             * Calls Query.
             * @memberof raft.v1.Client
             * @typedef Query
             * @type {{
             *   (request: raft.v1.IQueryRequest, callback: raft.v1.Client.QueryCallback): void;
             *   (request: raft.v1.IQueryRequest): Promise<raft.v1.QueryResponse>;
             *   readonly name: "Query";
             *   readonly path: "/raft.v1.Client/Query";
             *   readonly requestType: "QueryRequest";
             *   readonly responseType: "QueryResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Query.
             * @name raft.v1.Client#query
             * @type {raft.v1.Client.Query}
             */
            $Object.defineProperties(Client.prototype.query = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Client.prototype.query, $root.raft.v1.QueryRequest, $root.raft.v1.QueryResponse, request, callback);
            }, {
                name: { value: "Query" },
                path: { value: "/raft.v1.Client/Query" },
                requestType: { value: "QueryRequest" },
                responseType: { value: "QueryResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            return Client;
        })();

        v1.ProposeRequest = (function() {

            /**
             * Properties of a ProposeRequest.
             * @typedef {Object} raft.v1.ProposeRequest.$Properties
             * @property {number|null} [sequence] ProposeRequest sequence
             * @property {Uint8Array|null} [data] ProposeRequest data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProposeRequest.
             * @memberof raft.v1
             * @interface IProposeRequest
             * @augments raft.v1.ProposeRequest.$Properties
             * @deprecated Use raft.v1.ProposeRequest.$Properties instead.
             */

            /**
             * Shape of a ProposeRequest.
             * @typedef {raft.v1.ProposeRequest.$Properties} raft.v1.ProposeRequest.$Shape
             */

            /**
             * Constructs a new ProposeRequest.
             * @memberof raft.v1
             * @classdesc Represents a ProposeRequest.
             * @constructor
             * @param {raft.v1.ProposeRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProposeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProposeRequest sequence.
             * @member {number} sequence
             * @memberof raft.v1.ProposeRequest
             * @instance
             */
            ProposeRequest.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProposeRequest data.
             * @member {Uint8Array} data
             * @memberof raft.v1.ProposeRequest
             * @instance
             */
            ProposeRequest.prototype.data = $util.newBuffer([]);

            /**
             * Creates a new ProposeRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.ProposeRequest
             * @static
             * @param {raft.v1.ProposeRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.ProposeRequest} ProposeRequest instance
             * @type {{
             *   (properties: raft.v1.ProposeRequest.$Shape): raft.v1.ProposeRequest & raft.v1.ProposeRequest.$Shape;
             *   (properties?: raft.v1.ProposeRequest.$Properties): raft.v1.ProposeRequest;
             * }}
             */
            ProposeRequest.create = function(properties) {
                return new ProposeRequest(properties);
            };

            /**
             * Encodes the specified ProposeRequest message. Does not implicitly {@link raft.v1.ProposeRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.ProposeRequest
             * @static
             * @param {raft.v1.ProposeRequest.$Properties} message ProposeRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProposeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProposeRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.ProposeRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.ProposeRequest & raft.v1.ProposeRequest.$Shape} ProposeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProposeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.ProposeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ProposeRequest
             * @function getTypeUrl
             * @memberof raft.v1.ProposeRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ProposeRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.ProposeRequest";
            };

            return ProposeRequest;
        })();

        v1.ProposeResponse = (function() {

            /**
             * Properties of a ProposeResponse.
             * @typedef {Object} raft.v1.ProposeResponse.$Properties
             * @property {number|null} [sequence] ProposeResponse sequence
             * @property {number|null} [index] ProposeResponse index
             * @property {number|null} [term] ProposeResponse term
             * @property {Uint8Array|null} [result] ProposeResponse result
             * @property {number|null} [code] ProposeResponse code
             * @property {string|null} [message] ProposeResponse message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProposeResponse.
             * @memberof raft.v1
             * @interface IProposeResponse
             * @augments raft.v1.ProposeResponse.$Properties
             * @deprecated Use raft.v1.ProposeResponse.$Properties instead.
             */

            /**
             * Shape of a ProposeResponse.
             * @typedef {raft.v1.ProposeResponse.$Properties} raft.v1.ProposeResponse.$Shape
             */

            /**
             * Constructs a new ProposeResponse.
             * @memberof raft.v1
             * @classdesc Represents a ProposeResponse.
             * @constructor
             * @param {raft.v1.ProposeResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProposeResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProposeResponse sequence.
             * @member {number} sequence
             * @memberof raft.v1.ProposeResponse
             * @instance
             */
            ProposeResponse.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProposeResponse index.
             * @member {number} index
             * @memberof raft.v1.ProposeResponse
             * @instance
             */
            ProposeResponse.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProposeResponse term.
             * @member {number} term
             * @memberof raft.v1.ProposeResponse
             * @instance
             */
            ProposeResponse.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProposeResponse result.
             * @member {Uint8Array} result
             * @memberof raft.v1.ProposeResponse
             * @instance
             */
            ProposeResponse.prototype.result = $util.newBuffer([]);

            /**
             * ProposeResponse code.
             * @member {number} code
             * @memberof raft.v1.ProposeResponse
             * @instance
             */
            ProposeResponse.prototype.code = 0;

            /**
             * ProposeResponse message.
             * @member {string} message
             * @memberof raft.v1.ProposeResponse
             * @instance
             */
            ProposeResponse.prototype.message = "";

            /**
             * Creates a new ProposeResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.ProposeResponse
             * @static
             * @param {raft.v1.ProposeResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.ProposeResponse} ProposeResponse instance
             * @type {{
             *   (properties: raft.v1.ProposeResponse.$Shape): raft.v1.ProposeResponse & raft.v1.ProposeResponse.$Shape;
             *   (properties?: raft.v1.ProposeResponse.$Properties): raft.v1.ProposeResponse;
             * }}
             */
            ProposeResponse.create = function(properties) {
                return new ProposeResponse(properties);
            };

            /**
             * Encodes the specified ProposeResponse message. Does not implicitly {@link raft.v1.ProposeResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.ProposeResponse
             * @static
             * @param {raft.v1.ProposeResponse.$Properties} message ProposeResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProposeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.index);
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.term);
                if (message.result != null && $Object.hasOwnProperty.call(message, "result") && message.result.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.result);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProposeResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.ProposeResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.ProposeResponse & raft.v1.ProposeResponse.$Shape} ProposeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProposeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.ProposeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.result = value;
                            else
                                delete message.result;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for ProposeResponse
             * @function getTypeUrl
             * @memberof raft.v1.ProposeResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ProposeResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.ProposeResponse";
            };

            return ProposeResponse;
        })();

        v1.QueryRequest = (function() {

            /**
             * Properties of a QueryRequest.
             * @typedef {Object} raft.v1.QueryRequest.$Properties
             * @property {Uint8Array|null} [data] QueryRequest data
             * @property {boolean|null} [serializable] QueryRequest serializable
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a QueryRequest.
             * @memberof raft.v1
             * @interface IQueryRequest
             * @augments raft.v1.QueryRequest.$Properties
             * @deprecated Use raft.v1.QueryRequest.$Properties instead.
             */

            /**
             * Shape of a QueryRequest.
             * @typedef {raft.v1.QueryRequest.$Properties} raft.v1.QueryRequest.$Shape
             */

            /**
             * Constructs a new QueryRequest.
             * @memberof raft.v1
             * @classdesc Represents a QueryRequest.
             * @constructor
             * @param {raft.v1.QueryRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const QueryRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * QueryRequest data.
             * @member {Uint8Array} data
             * @memberof raft.v1.QueryRequest
             * @instance
             */
            QueryRequest.prototype.data = $util.newBuffer([]);

            /**
             * QueryRequest serializable.
             * @member {boolean} serializable
             * @memberof raft.v1.QueryRequest
             * @instance
             */
            QueryRequest.prototype.serializable = false;

            /**
             * Creates a new QueryRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.QueryRequest
             * @static
             * @param {raft.v1.QueryRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.QueryRequest} QueryRequest instance
             * @type {{
             *   (properties: raft.v1.QueryRequest.$Shape): raft.v1.QueryRequest & raft.v1.QueryRequest.$Shape;
             *   (properties?: raft.v1.QueryRequest.$Properties): raft.v1.QueryRequest;
             * }}
             */
            QueryRequest.create = function(properties) {
                return new QueryRequest(properties);
            };

            /**
             * Encodes the specified QueryRequest message. Does not implicitly {@link raft.v1.QueryRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.QueryRequest
             * @static
             * @param {raft.v1.QueryRequest.$Properties} message QueryRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            QueryRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.data);
                if (message.serializable != null && $Object.hasOwnProperty.call(message, "serializable") && message.serializable !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.serializable);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a QueryRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.QueryRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.QueryRequest & raft.v1.QueryRequest.$Shape} QueryRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            QueryRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.QueryRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.serializable = value;
                            else
                                delete message.serializable;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for QueryRequest
             * @function getTypeUrl
             * @memberof raft.v1.QueryRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            QueryRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.QueryRequest";
            };

            return QueryRequest;
        })();

        v1.QueryResponse = (function() {

            /**
             * Properties of a QueryResponse.
             * @typedef {Object} raft.v1.QueryResponse.$Properties
             * @property {number|null} [index] QueryResponse index
             * @property {Uint8Array|null} [result] QueryResponse result
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a QueryResponse.
             * @memberof raft.v1
             * @interface IQueryResponse
             * @augments raft.v1.QueryResponse.$Properties
             * @deprecated Use raft.v1.QueryResponse.$Properties instead.
             */

            /**
             * Shape of a QueryResponse.
             * @typedef {raft.v1.QueryResponse.$Properties} raft.v1.QueryResponse.$Shape
             */

            /**
             * Constructs a new QueryResponse.
             * @memberof raft.v1
             * @classdesc Represents a QueryResponse.
             * @constructor
             * @param {raft.v1.QueryResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const QueryResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * QueryResponse index.
             * @member {number} index
             * @memberof raft.v1.QueryResponse
             * @instance
             */
            QueryResponse.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * QueryResponse result.
             * @member {Uint8Array} result
             * @memberof raft.v1.QueryResponse
             * @instance
             */
            QueryResponse.prototype.result = $util.newBuffer([]);

            /**
             * Creates a new QueryResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.QueryResponse
             * @static
             * @param {raft.v1.QueryResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.QueryResponse} QueryResponse instance
             * @type {{
             *   (properties: raft.v1.QueryResponse.$Shape): raft.v1.QueryResponse & raft.v1.QueryResponse.$Shape;
             *   (properties?: raft.v1.QueryResponse.$Properties): raft.v1.QueryResponse;
             * }}
             */
            QueryResponse.create = function(properties) {
                return new QueryResponse(properties);
            };

            /**
             * Encodes the specified QueryResponse message. Does not implicitly {@link raft.v1.QueryResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.QueryResponse
             * @static
             * @param {raft.v1.QueryResponse.$Properties} message QueryResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            QueryResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.index);
                if (message.result != null && $Object.hasOwnProperty.call(message, "result") && message.result.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.result);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a QueryResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.QueryResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.QueryResponse & raft.v1.QueryResponse.$Shape} QueryResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            QueryResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.raft.v1.QueryResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.result = value;
                            else
                                delete message.result;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Gets the type url for QueryResponse
             * @function getTypeUrl
             * @memberof raft.v1.QueryResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            QueryResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.QueryResponse";
            };

            return QueryResponse;
        })();

        return v1;
    })();

    return raft;
})();

export {
  $root as default
};
