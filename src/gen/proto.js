/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";
$protobuf.util.Long = null;
$protobuf.configure();

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const eraftpb = $root.eraftpb = (() => {

    /**
     * Namespace eraftpb.
     * @exports eraftpb
     * @namespace
     */
    const eraftpb = {};

    /**
     * EntryType enum.
     * @name eraftpb.EntryType
     * @enum {number}
     * @property {number} EntryNormal=0 EntryNormal value
     * @property {number} EntryConfChange=1 EntryConfChange value
     * @property {number} EntryConfChangeV2=2 EntryConfChangeV2 value
     */
    eraftpb.EntryType = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "EntryNormal"] = 0;
        values[valuesById[1] = "EntryConfChange"] = 1;
        values[valuesById[2] = "EntryConfChangeV2"] = 2;
        return values;
    })();

    eraftpb.Entry = (function() {

        /**
         * Properties of an Entry.
         * @typedef {Object} eraftpb.Entry.$Properties
         * @property {eraftpb.EntryType|null} [entryType] Entry entryType
         * @property {number|null} [term] Entry term
         * @property {number|null} [index] Entry index
         * @property {Uint8Array|null} [data] Entry data
         * @property {Uint8Array|null} [context] Entry context
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Entry.
         * @memberof eraftpb
         * @interface IEntry
         * @augments eraftpb.Entry.$Properties
         * @deprecated Use eraftpb.Entry.$Properties instead.
         */

        /**
         * Shape of an Entry.
         * @typedef {eraftpb.Entry.$Properties} eraftpb.Entry.$Shape
         */

        /**
         * Constructs a new Entry.
         * @memberof eraftpb
         * @classdesc Represents an Entry.
         * @constructor
         * @param {eraftpb.Entry.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Entry = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Entry entryType.
         * @member {eraftpb.EntryType} entryType
         * @memberof eraftpb.Entry
         * @instance
         */
        Entry.prototype.entryType = 0;

        /**
         * Entry term.
         * @member {number} term
         * @memberof eraftpb.Entry
         * @instance
         */
        Entry.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Entry index.
         * @member {number} index
         * @memberof eraftpb.Entry
         * @instance
         */
        Entry.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Entry data.
         * @member {Uint8Array} data
         * @memberof eraftpb.Entry
         * @instance
         */
        Entry.prototype.data = $util.newBuffer([]);

        /**
         * Entry context.
         * @member {Uint8Array} context
         * @memberof eraftpb.Entry
         * @instance
         */
        Entry.prototype.context = $util.newBuffer([]);

        /**
         * Creates a new Entry instance using the specified properties.
         * @function create
         * @memberof eraftpb.Entry
         * @static
         * @param {eraftpb.Entry.$Properties=} [properties] Properties to set
         * @returns {eraftpb.Entry} Entry instance
         * @type {{
         *   (properties: eraftpb.Entry.$Shape): eraftpb.Entry & eraftpb.Entry.$Shape;
         *   (properties?: eraftpb.Entry.$Properties): eraftpb.Entry;
         * }}
         */
        Entry.create = function(properties) {
            return new Entry(properties);
        };

        /**
         * Encodes the specified Entry message. Does not implicitly {@link eraftpb.Entry.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.Entry
         * @static
         * @param {eraftpb.Entry.$Properties} message Entry message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Entry.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.entryType != null && $Object.hasOwnProperty.call(message, "entryType") && message.entryType !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.entryType);
            if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.term);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.index);
            if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.data);
            if (message.context != null && $Object.hasOwnProperty.call(message, "context") && message.context.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.context);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Entry message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.Entry
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.Entry & eraftpb.Entry.$Shape} Entry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Entry.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.Entry();
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
                            message.entryType = value;
                        else
                            delete message.entryType;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.term = value;
                        else
                            delete message.term;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.data = value;
                        else
                            delete message.data;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.context = value;
                        else
                            delete message.context;
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
         * Gets the type url for Entry
         * @function getTypeUrl
         * @memberof eraftpb.Entry
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Entry.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.Entry";
        };

        return Entry;
    })();

    eraftpb.SnapshotMetadata = (function() {

        /**
         * Properties of a SnapshotMetadata.
         * @typedef {Object} eraftpb.SnapshotMetadata.$Properties
         * @property {eraftpb.ConfState.$Properties|null} [confState] SnapshotMetadata confState
         * @property {number|null} [index] SnapshotMetadata index
         * @property {number|null} [term] SnapshotMetadata term
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SnapshotMetadata.
         * @memberof eraftpb
         * @interface ISnapshotMetadata
         * @augments eraftpb.SnapshotMetadata.$Properties
         * @deprecated Use eraftpb.SnapshotMetadata.$Properties instead.
         */

        /**
         * Shape of a SnapshotMetadata.
         * @typedef {eraftpb.SnapshotMetadata.$Properties} eraftpb.SnapshotMetadata.$Shape
         */

        /**
         * Constructs a new SnapshotMetadata.
         * @memberof eraftpb
         * @classdesc Represents a SnapshotMetadata.
         * @constructor
         * @param {eraftpb.SnapshotMetadata.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SnapshotMetadata = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SnapshotMetadata confState.
         * @member {eraftpb.ConfState.$Properties|null|undefined} confState
         * @memberof eraftpb.SnapshotMetadata
         * @instance
         */
        SnapshotMetadata.prototype.confState = null;

        /**
         * SnapshotMetadata index.
         * @member {number} index
         * @memberof eraftpb.SnapshotMetadata
         * @instance
         */
        SnapshotMetadata.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * SnapshotMetadata term.
         * @member {number} term
         * @memberof eraftpb.SnapshotMetadata
         * @instance
         */
        SnapshotMetadata.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new SnapshotMetadata instance using the specified properties.
         * @function create
         * @memberof eraftpb.SnapshotMetadata
         * @static
         * @param {eraftpb.SnapshotMetadata.$Properties=} [properties] Properties to set
         * @returns {eraftpb.SnapshotMetadata} SnapshotMetadata instance
         * @type {{
         *   (properties: eraftpb.SnapshotMetadata.$Shape): eraftpb.SnapshotMetadata & eraftpb.SnapshotMetadata.$Shape;
         *   (properties?: eraftpb.SnapshotMetadata.$Properties): eraftpb.SnapshotMetadata;
         * }}
         */
        SnapshotMetadata.create = function(properties) {
            return new SnapshotMetadata(properties);
        };

        /**
         * Encodes the specified SnapshotMetadata message. Does not implicitly {@link eraftpb.SnapshotMetadata.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.SnapshotMetadata
         * @static
         * @param {eraftpb.SnapshotMetadata.$Properties} message SnapshotMetadata message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SnapshotMetadata.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.confState != null && $Object.hasOwnProperty.call(message, "confState"))
                $root.eraftpb.ConfState.encode(message.confState, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.index);
            if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.term);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SnapshotMetadata message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.SnapshotMetadata
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.SnapshotMetadata & eraftpb.SnapshotMetadata.$Shape} SnapshotMetadata
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SnapshotMetadata.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.SnapshotMetadata();
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
                        message.confState = $root.eraftpb.ConfState.decode(reader, reader.size(), $undefined, _depth + 1, message.confState);
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
         * Gets the type url for SnapshotMetadata
         * @function getTypeUrl
         * @memberof eraftpb.SnapshotMetadata
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        SnapshotMetadata.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.SnapshotMetadata";
        };

        return SnapshotMetadata;
    })();

    eraftpb.Snapshot = (function() {

        /**
         * Properties of a Snapshot.
         * @typedef {Object} eraftpb.Snapshot.$Properties
         * @property {Uint8Array|null} [data] Snapshot data
         * @property {eraftpb.SnapshotMetadata.$Properties|null} [metadata] Snapshot metadata
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Snapshot.
         * @memberof eraftpb
         * @interface ISnapshot
         * @augments eraftpb.Snapshot.$Properties
         * @deprecated Use eraftpb.Snapshot.$Properties instead.
         */

        /**
         * Shape of a Snapshot.
         * @typedef {eraftpb.Snapshot.$Properties} eraftpb.Snapshot.$Shape
         */

        /**
         * Constructs a new Snapshot.
         * @memberof eraftpb
         * @classdesc Represents a Snapshot.
         * @constructor
         * @param {eraftpb.Snapshot.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Snapshot = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Snapshot data.
         * @member {Uint8Array} data
         * @memberof eraftpb.Snapshot
         * @instance
         */
        Snapshot.prototype.data = $util.newBuffer([]);

        /**
         * Snapshot metadata.
         * @member {eraftpb.SnapshotMetadata.$Properties|null|undefined} metadata
         * @memberof eraftpb.Snapshot
         * @instance
         */
        Snapshot.prototype.metadata = null;

        /**
         * Creates a new Snapshot instance using the specified properties.
         * @function create
         * @memberof eraftpb.Snapshot
         * @static
         * @param {eraftpb.Snapshot.$Properties=} [properties] Properties to set
         * @returns {eraftpb.Snapshot} Snapshot instance
         * @type {{
         *   (properties: eraftpb.Snapshot.$Shape): eraftpb.Snapshot & eraftpb.Snapshot.$Shape;
         *   (properties?: eraftpb.Snapshot.$Properties): eraftpb.Snapshot;
         * }}
         */
        Snapshot.create = function(properties) {
            return new Snapshot(properties);
        };

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link eraftpb.Snapshot.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.Snapshot
         * @static
         * @param {eraftpb.Snapshot.$Properties} message Snapshot message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Snapshot.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.data);
            if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                $root.eraftpb.SnapshotMetadata.encode(message.metadata, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.Snapshot
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.Snapshot & eraftpb.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Snapshot.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.Snapshot();
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
                        if (wireType !== 2)
                            break;
                        message.metadata = $root.eraftpb.SnapshotMetadata.decode(reader, reader.size(), $undefined, _depth + 1, message.metadata);
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
         * Gets the type url for Snapshot
         * @function getTypeUrl
         * @memberof eraftpb.Snapshot
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Snapshot.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.Snapshot";
        };

        return Snapshot;
    })();

    /**
     * MessageType enum.
     * @name eraftpb.MessageType
     * @enum {number}
     * @property {number} MsgHup=0 MsgHup value
     * @property {number} MsgBeat=1 MsgBeat value
     * @property {number} MsgPropose=2 MsgPropose value
     * @property {number} MsgAppend=3 MsgAppend value
     * @property {number} MsgAppendResponse=4 MsgAppendResponse value
     * @property {number} MsgRequestVote=5 MsgRequestVote value
     * @property {number} MsgRequestVoteResponse=6 MsgRequestVoteResponse value
     * @property {number} MsgSnapshot=7 MsgSnapshot value
     * @property {number} MsgHeartbeat=8 MsgHeartbeat value
     * @property {number} MsgHeartbeatResponse=9 MsgHeartbeatResponse value
     * @property {number} MsgUnreachable=10 MsgUnreachable value
     * @property {number} MsgSnapStatus=11 MsgSnapStatus value
     * @property {number} MsgCheckQuorum=12 MsgCheckQuorum value
     * @property {number} MsgTransferLeader=13 MsgTransferLeader value
     * @property {number} MsgTimeoutNow=14 MsgTimeoutNow value
     * @property {number} MsgReadIndex=15 MsgReadIndex value
     * @property {number} MsgReadIndexResp=16 MsgReadIndexResp value
     * @property {number} MsgRequestPreVote=17 MsgRequestPreVote value
     * @property {number} MsgRequestPreVoteResponse=18 MsgRequestPreVoteResponse value
     */
    eraftpb.MessageType = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "MsgHup"] = 0;
        values[valuesById[1] = "MsgBeat"] = 1;
        values[valuesById[2] = "MsgPropose"] = 2;
        values[valuesById[3] = "MsgAppend"] = 3;
        values[valuesById[4] = "MsgAppendResponse"] = 4;
        values[valuesById[5] = "MsgRequestVote"] = 5;
        values[valuesById[6] = "MsgRequestVoteResponse"] = 6;
        values[valuesById[7] = "MsgSnapshot"] = 7;
        values[valuesById[8] = "MsgHeartbeat"] = 8;
        values[valuesById[9] = "MsgHeartbeatResponse"] = 9;
        values[valuesById[10] = "MsgUnreachable"] = 10;
        values[valuesById[11] = "MsgSnapStatus"] = 11;
        values[valuesById[12] = "MsgCheckQuorum"] = 12;
        values[valuesById[13] = "MsgTransferLeader"] = 13;
        values[valuesById[14] = "MsgTimeoutNow"] = 14;
        values[valuesById[15] = "MsgReadIndex"] = 15;
        values[valuesById[16] = "MsgReadIndexResp"] = 16;
        values[valuesById[17] = "MsgRequestPreVote"] = 17;
        values[valuesById[18] = "MsgRequestPreVoteResponse"] = 18;
        return values;
    })();

    eraftpb.Message = (function() {

        /**
         * Properties of a Message.
         * @typedef {Object} eraftpb.Message.$Properties
         * @property {eraftpb.MessageType|null} [msgType] Message msgType
         * @property {number|null} [to] Message to
         * @property {number|null} [from] Message from
         * @property {number|null} [term] Message term
         * @property {number|null} [logTerm] Message logTerm
         * @property {number|null} [index] Message index
         * @property {Array.<eraftpb.Entry.$Properties>|null} [entries] Message entries
         * @property {number|null} [commit] Message commit
         * @property {eraftpb.Snapshot.$Properties|null} [snapshot] Message snapshot
         * @property {boolean|null} [reject] Message reject
         * @property {number|null} [rejectHint] Message rejectHint
         * @property {Uint8Array|null} [context] Message context
         * @property {number|null} [requestSnapshot] Message requestSnapshot
         * @property {number|null} [commitTerm] Message commitTerm
         * @property {number|null} [priority] Message priority
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Message.
         * @memberof eraftpb
         * @interface IMessage
         * @augments eraftpb.Message.$Properties
         * @deprecated Use eraftpb.Message.$Properties instead.
         */

        /**
         * Shape of a Message.
         * @typedef {eraftpb.Message.$Properties} eraftpb.Message.$Shape
         */

        /**
         * Constructs a new Message.
         * @memberof eraftpb
         * @classdesc Represents a Message.
         * @constructor
         * @param {eraftpb.Message.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Message = function (properties) {
            this.entries = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Message msgType.
         * @member {eraftpb.MessageType} msgType
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.msgType = 0;

        /**
         * Message to.
         * @member {number} to
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.to = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message from.
         * @member {number} from
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.from = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message term.
         * @member {number} term
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message logTerm.
         * @member {number} logTerm
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.logTerm = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message index.
         * @member {number} index
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message entries.
         * @member {Array.<eraftpb.Entry.$Properties>} entries
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.entries = $util.emptyArray;

        /**
         * Message commit.
         * @member {number} commit
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.commit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message snapshot.
         * @member {eraftpb.Snapshot.$Properties|null|undefined} snapshot
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.snapshot = null;

        /**
         * Message reject.
         * @member {boolean} reject
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.reject = false;

        /**
         * Message rejectHint.
         * @member {number} rejectHint
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.rejectHint = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message context.
         * @member {Uint8Array} context
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.context = $util.newBuffer([]);

        /**
         * Message requestSnapshot.
         * @member {number} requestSnapshot
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.requestSnapshot = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message commitTerm.
         * @member {number} commitTerm
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.commitTerm = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Message priority.
         * @member {number} priority
         * @memberof eraftpb.Message
         * @instance
         */
        Message.prototype.priority = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

        /**
         * Creates a new Message instance using the specified properties.
         * @function create
         * @memberof eraftpb.Message
         * @static
         * @param {eraftpb.Message.$Properties=} [properties] Properties to set
         * @returns {eraftpb.Message} Message instance
         * @type {{
         *   (properties: eraftpb.Message.$Shape): eraftpb.Message & eraftpb.Message.$Shape;
         *   (properties?: eraftpb.Message.$Properties): eraftpb.Message;
         * }}
         */
        Message.create = function(properties) {
            return new Message(properties);
        };

        /**
         * Encodes the specified Message message. Does not implicitly {@link eraftpb.Message.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.Message
         * @static
         * @param {eraftpb.Message.$Properties} message Message message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Message.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.msgType != null && $Object.hasOwnProperty.call(message, "msgType") && message.msgType !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.msgType);
            if (message.to != null && $Object.hasOwnProperty.call(message, "to") && (typeof message.to === "object" ? message.to.low || message.to.high : message.to !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.to);
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.from);
            if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.term);
            if (message.logTerm != null && $Object.hasOwnProperty.call(message, "logTerm") && (typeof message.logTerm === "object" ? message.logTerm.low || message.logTerm.high : message.logTerm !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.logTerm);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.index);
            if (message.entries != null && message.entries.length)
                for (let i = 0; i < message.entries.length; ++i)
                    $root.eraftpb.Entry.encode(message.entries[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.commit != null && $Object.hasOwnProperty.call(message, "commit") && (typeof message.commit === "object" ? message.commit.low || message.commit.high : message.commit !== 0))
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.commit);
            if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot"))
                $root.eraftpb.Snapshot.encode(message.snapshot, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.reject != null && $Object.hasOwnProperty.call(message, "reject") && message.reject !== false)
                writer.uint32(/* id 10, wireType 0 =*/80).bool(message.reject);
            if (message.rejectHint != null && $Object.hasOwnProperty.call(message, "rejectHint") && (typeof message.rejectHint === "object" ? message.rejectHint.low || message.rejectHint.high : message.rejectHint !== 0))
                writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.rejectHint);
            if (message.context != null && $Object.hasOwnProperty.call(message, "context") && message.context.length)
                writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.context);
            if (message.requestSnapshot != null && $Object.hasOwnProperty.call(message, "requestSnapshot") && (typeof message.requestSnapshot === "object" ? message.requestSnapshot.low || message.requestSnapshot.high : message.requestSnapshot !== 0))
                writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.requestSnapshot);
            if (message.commitTerm != null && $Object.hasOwnProperty.call(message, "commitTerm") && (typeof message.commitTerm === "object" ? message.commitTerm.low || message.commitTerm.high : message.commitTerm !== 0))
                writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.commitTerm);
            if (message.priority != null && $Object.hasOwnProperty.call(message, "priority") && (typeof message.priority === "object" ? message.priority.low || message.priority.high : message.priority !== 0))
                writer.uint32(/* id 16, wireType 0 =*/128).int64(message.priority);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Message message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.Message
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.Message & eraftpb.Message.$Shape} Message
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Message.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.Message();
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
                            message.msgType = value;
                        else
                            delete message.msgType;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.to = value;
                        else
                            delete message.to;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.term = value;
                        else
                            delete message.term;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.logTerm = value;
                        else
                            delete message.logTerm;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.entries && message.entries.length))
                            message.entries = [];
                        message.entries.push($root.eraftpb.Entry.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.commit = value;
                        else
                            delete message.commit;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.snapshot = $root.eraftpb.Snapshot.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshot);
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.reject = value;
                        else
                            delete message.reject;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.rejectHint = value;
                        else
                            delete message.rejectHint;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.context = value;
                        else
                            delete message.context;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.requestSnapshot = value;
                        else
                            delete message.requestSnapshot;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.commitTerm = value;
                        else
                            delete message.commitTerm;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.priority = value;
                        else
                            delete message.priority;
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
         * Gets the type url for Message
         * @function getTypeUrl
         * @memberof eraftpb.Message
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Message.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.Message";
        };

        return Message;
    })();

    eraftpb.HardState = (function() {

        /**
         * Properties of a HardState.
         * @typedef {Object} eraftpb.HardState.$Properties
         * @property {number|null} [term] HardState term
         * @property {number|null} [vote] HardState vote
         * @property {number|null} [commit] HardState commit
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a HardState.
         * @memberof eraftpb
         * @interface IHardState
         * @augments eraftpb.HardState.$Properties
         * @deprecated Use eraftpb.HardState.$Properties instead.
         */

        /**
         * Shape of a HardState.
         * @typedef {eraftpb.HardState.$Properties} eraftpb.HardState.$Shape
         */

        /**
         * Constructs a new HardState.
         * @memberof eraftpb
         * @classdesc Represents a HardState.
         * @constructor
         * @param {eraftpb.HardState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const HardState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * HardState term.
         * @member {number} term
         * @memberof eraftpb.HardState
         * @instance
         */
        HardState.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * HardState vote.
         * @member {number} vote
         * @memberof eraftpb.HardState
         * @instance
         */
        HardState.prototype.vote = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * HardState commit.
         * @member {number} commit
         * @memberof eraftpb.HardState
         * @instance
         */
        HardState.prototype.commit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new HardState instance using the specified properties.
         * @function create
         * @memberof eraftpb.HardState
         * @static
         * @param {eraftpb.HardState.$Properties=} [properties] Properties to set
         * @returns {eraftpb.HardState} HardState instance
         * @type {{
         *   (properties: eraftpb.HardState.$Shape): eraftpb.HardState & eraftpb.HardState.$Shape;
         *   (properties?: eraftpb.HardState.$Properties): eraftpb.HardState;
         * }}
         */
        HardState.create = function(properties) {
            return new HardState(properties);
        };

        /**
         * Encodes the specified HardState message. Does not implicitly {@link eraftpb.HardState.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.HardState
         * @static
         * @param {eraftpb.HardState.$Properties} message HardState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HardState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.term);
            if (message.vote != null && $Object.hasOwnProperty.call(message, "vote") && (typeof message.vote === "object" ? message.vote.low || message.vote.high : message.vote !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.vote);
            if (message.commit != null && $Object.hasOwnProperty.call(message, "commit") && (typeof message.commit === "object" ? message.commit.low || message.commit.high : message.commit !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.commit);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a HardState message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.HardState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.HardState & eraftpb.HardState.$Shape} HardState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HardState.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.HardState();
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
                            message.term = value;
                        else
                            delete message.term;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.vote = value;
                        else
                            delete message.vote;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.commit = value;
                        else
                            delete message.commit;
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
         * Gets the type url for HardState
         * @function getTypeUrl
         * @memberof eraftpb.HardState
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        HardState.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.HardState";
        };

        return HardState;
    })();

    eraftpb.ConfState = (function() {

        /**
         * Properties of a ConfState.
         * @typedef {Object} eraftpb.ConfState.$Properties
         * @property {Array.<number>|null} [voters] ConfState voters
         * @property {Array.<number>|null} [learners] ConfState learners
         * @property {Array.<number>|null} [votersOutgoing] ConfState votersOutgoing
         * @property {Array.<number>|null} [learnersNext] ConfState learnersNext
         * @property {boolean|null} [autoLeave] ConfState autoLeave
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConfState.
         * @memberof eraftpb
         * @interface IConfState
         * @augments eraftpb.ConfState.$Properties
         * @deprecated Use eraftpb.ConfState.$Properties instead.
         */

        /**
         * Shape of a ConfState.
         * @typedef {eraftpb.ConfState.$Properties} eraftpb.ConfState.$Shape
         */

        /**
         * Constructs a new ConfState.
         * @memberof eraftpb
         * @classdesc Represents a ConfState.
         * @constructor
         * @param {eraftpb.ConfState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConfState = function (properties) {
            this.voters = [];
            this.learners = [];
            this.votersOutgoing = [];
            this.learnersNext = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConfState voters.
         * @member {Array.<number>} voters
         * @memberof eraftpb.ConfState
         * @instance
         */
        ConfState.prototype.voters = $util.emptyArray;

        /**
         * ConfState learners.
         * @member {Array.<number>} learners
         * @memberof eraftpb.ConfState
         * @instance
         */
        ConfState.prototype.learners = $util.emptyArray;

        /**
         * ConfState votersOutgoing.
         * @member {Array.<number>} votersOutgoing
         * @memberof eraftpb.ConfState
         * @instance
         */
        ConfState.prototype.votersOutgoing = $util.emptyArray;

        /**
         * ConfState learnersNext.
         * @member {Array.<number>} learnersNext
         * @memberof eraftpb.ConfState
         * @instance
         */
        ConfState.prototype.learnersNext = $util.emptyArray;

        /**
         * ConfState autoLeave.
         * @member {boolean} autoLeave
         * @memberof eraftpb.ConfState
         * @instance
         */
        ConfState.prototype.autoLeave = false;

        /**
         * Creates a new ConfState instance using the specified properties.
         * @function create
         * @memberof eraftpb.ConfState
         * @static
         * @param {eraftpb.ConfState.$Properties=} [properties] Properties to set
         * @returns {eraftpb.ConfState} ConfState instance
         * @type {{
         *   (properties: eraftpb.ConfState.$Shape): eraftpb.ConfState & eraftpb.ConfState.$Shape;
         *   (properties?: eraftpb.ConfState.$Properties): eraftpb.ConfState;
         * }}
         */
        ConfState.create = function(properties) {
            return new ConfState(properties);
        };

        /**
         * Encodes the specified ConfState message. Does not implicitly {@link eraftpb.ConfState.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.ConfState
         * @static
         * @param {eraftpb.ConfState.$Properties} message ConfState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.voters != null && message.voters.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint64s(message.voters);
            if (message.learners != null && message.learners.length)
                writer.uint32(/* id 2, wireType 2 =*/18).uint64s(message.learners);
            if (message.votersOutgoing != null && message.votersOutgoing.length)
                writer.uint32(/* id 3, wireType 2 =*/26).uint64s(message.votersOutgoing);
            if (message.learnersNext != null && message.learnersNext.length)
                writer.uint32(/* id 4, wireType 2 =*/34).uint64s(message.learnersNext);
            if (message.autoLeave != null && $Object.hasOwnProperty.call(message, "autoLeave") && message.autoLeave !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.autoLeave);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ConfState message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.ConfState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.ConfState & eraftpb.ConfState.$Shape} ConfState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfState.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.ConfState();
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
                        if (wireType === 2) {
                            if (!(message.voters && message.voters.length))
                                message.voters = [];
                            reader.uint64s(message.voters);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.voters && message.voters.length))
                            message.voters = [];
                        message.voters.push(reader.uint64());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.learners && message.learners.length))
                                message.learners = [];
                            reader.uint64s(message.learners);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.learners && message.learners.length))
                            message.learners = [];
                        message.learners.push(reader.uint64());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.votersOutgoing && message.votersOutgoing.length))
                                message.votersOutgoing = [];
                            reader.uint64s(message.votersOutgoing);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.votersOutgoing && message.votersOutgoing.length))
                            message.votersOutgoing = [];
                        message.votersOutgoing.push(reader.uint64());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.learnersNext && message.learnersNext.length))
                                message.learnersNext = [];
                            reader.uint64s(message.learnersNext);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.learnersNext && message.learnersNext.length))
                            message.learnersNext = [];
                        message.learnersNext.push(reader.uint64());
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.autoLeave = value;
                        else
                            delete message.autoLeave;
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
         * Gets the type url for ConfState
         * @function getTypeUrl
         * @memberof eraftpb.ConfState
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConfState.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.ConfState";
        };

        return ConfState;
    })();

    /**
     * ConfChangeType enum.
     * @name eraftpb.ConfChangeType
     * @enum {number}
     * @property {number} AddNode=0 AddNode value
     * @property {number} RemoveNode=1 RemoveNode value
     * @property {number} AddLearnerNode=2 AddLearnerNode value
     */
    eraftpb.ConfChangeType = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "AddNode"] = 0;
        values[valuesById[1] = "RemoveNode"] = 1;
        values[valuesById[2] = "AddLearnerNode"] = 2;
        return values;
    })();

    eraftpb.ConfChange = (function() {

        /**
         * Properties of a ConfChange.
         * @typedef {Object} eraftpb.ConfChange.$Properties
         * @property {number|null} [id] ConfChange id
         * @property {eraftpb.ConfChangeType|null} [changeType] ConfChange changeType
         * @property {number|null} [nodeId] ConfChange nodeId
         * @property {Uint8Array|null} [context] ConfChange context
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConfChange.
         * @memberof eraftpb
         * @interface IConfChange
         * @augments eraftpb.ConfChange.$Properties
         * @deprecated Use eraftpb.ConfChange.$Properties instead.
         */

        /**
         * Shape of a ConfChange.
         * @typedef {eraftpb.ConfChange.$Properties} eraftpb.ConfChange.$Shape
         */

        /**
         * Constructs a new ConfChange.
         * @memberof eraftpb
         * @classdesc Represents a ConfChange.
         * @constructor
         * @param {eraftpb.ConfChange.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConfChange = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConfChange id.
         * @member {number} id
         * @memberof eraftpb.ConfChange
         * @instance
         */
        ConfChange.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ConfChange changeType.
         * @member {eraftpb.ConfChangeType} changeType
         * @memberof eraftpb.ConfChange
         * @instance
         */
        ConfChange.prototype.changeType = 0;

        /**
         * ConfChange nodeId.
         * @member {number} nodeId
         * @memberof eraftpb.ConfChange
         * @instance
         */
        ConfChange.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ConfChange context.
         * @member {Uint8Array} context
         * @memberof eraftpb.ConfChange
         * @instance
         */
        ConfChange.prototype.context = $util.newBuffer([]);

        /**
         * Creates a new ConfChange instance using the specified properties.
         * @function create
         * @memberof eraftpb.ConfChange
         * @static
         * @param {eraftpb.ConfChange.$Properties=} [properties] Properties to set
         * @returns {eraftpb.ConfChange} ConfChange instance
         * @type {{
         *   (properties: eraftpb.ConfChange.$Shape): eraftpb.ConfChange & eraftpb.ConfChange.$Shape;
         *   (properties?: eraftpb.ConfChange.$Properties): eraftpb.ConfChange;
         * }}
         */
        ConfChange.create = function(properties) {
            return new ConfChange(properties);
        };

        /**
         * Encodes the specified ConfChange message. Does not implicitly {@link eraftpb.ConfChange.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.ConfChange
         * @static
         * @param {eraftpb.ConfChange.$Properties} message ConfChange message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfChange.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
            if (message.changeType != null && $Object.hasOwnProperty.call(message, "changeType") && message.changeType !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.changeType);
            if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.nodeId);
            if (message.context != null && $Object.hasOwnProperty.call(message, "context") && message.context.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.context);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ConfChange message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.ConfChange
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.ConfChange & eraftpb.ConfChange.$Shape} ConfChange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfChange.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.ConfChange();
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
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.changeType = value;
                        else
                            delete message.changeType;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.nodeId = value;
                        else
                            delete message.nodeId;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.context = value;
                        else
                            delete message.context;
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
         * Gets the type url for ConfChange
         * @function getTypeUrl
         * @memberof eraftpb.ConfChange
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConfChange.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.ConfChange";
        };

        return ConfChange;
    })();

    eraftpb.ConfChangeSingle = (function() {

        /**
         * Properties of a ConfChangeSingle.
         * @typedef {Object} eraftpb.ConfChangeSingle.$Properties
         * @property {eraftpb.ConfChangeType|null} [changeType] ConfChangeSingle changeType
         * @property {number|null} [nodeId] ConfChangeSingle nodeId
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConfChangeSingle.
         * @memberof eraftpb
         * @interface IConfChangeSingle
         * @augments eraftpb.ConfChangeSingle.$Properties
         * @deprecated Use eraftpb.ConfChangeSingle.$Properties instead.
         */

        /**
         * Shape of a ConfChangeSingle.
         * @typedef {eraftpb.ConfChangeSingle.$Properties} eraftpb.ConfChangeSingle.$Shape
         */

        /**
         * Constructs a new ConfChangeSingle.
         * @memberof eraftpb
         * @classdesc Represents a ConfChangeSingle.
         * @constructor
         * @param {eraftpb.ConfChangeSingle.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConfChangeSingle = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConfChangeSingle changeType.
         * @member {eraftpb.ConfChangeType} changeType
         * @memberof eraftpb.ConfChangeSingle
         * @instance
         */
        ConfChangeSingle.prototype.changeType = 0;

        /**
         * ConfChangeSingle nodeId.
         * @member {number} nodeId
         * @memberof eraftpb.ConfChangeSingle
         * @instance
         */
        ConfChangeSingle.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new ConfChangeSingle instance using the specified properties.
         * @function create
         * @memberof eraftpb.ConfChangeSingle
         * @static
         * @param {eraftpb.ConfChangeSingle.$Properties=} [properties] Properties to set
         * @returns {eraftpb.ConfChangeSingle} ConfChangeSingle instance
         * @type {{
         *   (properties: eraftpb.ConfChangeSingle.$Shape): eraftpb.ConfChangeSingle & eraftpb.ConfChangeSingle.$Shape;
         *   (properties?: eraftpb.ConfChangeSingle.$Properties): eraftpb.ConfChangeSingle;
         * }}
         */
        ConfChangeSingle.create = function(properties) {
            return new ConfChangeSingle(properties);
        };

        /**
         * Encodes the specified ConfChangeSingle message. Does not implicitly {@link eraftpb.ConfChangeSingle.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.ConfChangeSingle
         * @static
         * @param {eraftpb.ConfChangeSingle.$Properties} message ConfChangeSingle message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfChangeSingle.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.changeType != null && $Object.hasOwnProperty.call(message, "changeType") && message.changeType !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.changeType);
            if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nodeId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ConfChangeSingle message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.ConfChangeSingle
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.ConfChangeSingle & eraftpb.ConfChangeSingle.$Shape} ConfChangeSingle
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfChangeSingle.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.ConfChangeSingle();
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
                            message.changeType = value;
                        else
                            delete message.changeType;
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
         * Gets the type url for ConfChangeSingle
         * @function getTypeUrl
         * @memberof eraftpb.ConfChangeSingle
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConfChangeSingle.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.ConfChangeSingle";
        };

        return ConfChangeSingle;
    })();

    /**
     * ConfChangeTransition enum.
     * @name eraftpb.ConfChangeTransition
     * @enum {number}
     * @property {number} Auto=0 Auto value
     * @property {number} Implicit=1 Implicit value
     * @property {number} Explicit=2 Explicit value
     */
    eraftpb.ConfChangeTransition = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "Auto"] = 0;
        values[valuesById[1] = "Implicit"] = 1;
        values[valuesById[2] = "Explicit"] = 2;
        return values;
    })();

    eraftpb.ConfChangeV2 = (function() {

        /**
         * Properties of a ConfChangeV2.
         * @typedef {Object} eraftpb.ConfChangeV2.$Properties
         * @property {eraftpb.ConfChangeTransition|null} [transition] ConfChangeV2 transition
         * @property {Array.<eraftpb.ConfChangeSingle.$Properties>|null} [changes] ConfChangeV2 changes
         * @property {Uint8Array|null} [context] ConfChangeV2 context
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConfChangeV2.
         * @memberof eraftpb
         * @interface IConfChangeV2
         * @augments eraftpb.ConfChangeV2.$Properties
         * @deprecated Use eraftpb.ConfChangeV2.$Properties instead.
         */

        /**
         * Shape of a ConfChangeV2.
         * @typedef {eraftpb.ConfChangeV2.$Properties} eraftpb.ConfChangeV2.$Shape
         */

        /**
         * Constructs a new ConfChangeV2.
         * @memberof eraftpb
         * @classdesc Represents a ConfChangeV2.
         * @constructor
         * @param {eraftpb.ConfChangeV2.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConfChangeV2 = function (properties) {
            this.changes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConfChangeV2 transition.
         * @member {eraftpb.ConfChangeTransition} transition
         * @memberof eraftpb.ConfChangeV2
         * @instance
         */
        ConfChangeV2.prototype.transition = 0;

        /**
         * ConfChangeV2 changes.
         * @member {Array.<eraftpb.ConfChangeSingle.$Properties>} changes
         * @memberof eraftpb.ConfChangeV2
         * @instance
         */
        ConfChangeV2.prototype.changes = $util.emptyArray;

        /**
         * ConfChangeV2 context.
         * @member {Uint8Array} context
         * @memberof eraftpb.ConfChangeV2
         * @instance
         */
        ConfChangeV2.prototype.context = $util.newBuffer([]);

        /**
         * Creates a new ConfChangeV2 instance using the specified properties.
         * @function create
         * @memberof eraftpb.ConfChangeV2
         * @static
         * @param {eraftpb.ConfChangeV2.$Properties=} [properties] Properties to set
         * @returns {eraftpb.ConfChangeV2} ConfChangeV2 instance
         * @type {{
         *   (properties: eraftpb.ConfChangeV2.$Shape): eraftpb.ConfChangeV2 & eraftpb.ConfChangeV2.$Shape;
         *   (properties?: eraftpb.ConfChangeV2.$Properties): eraftpb.ConfChangeV2;
         * }}
         */
        ConfChangeV2.create = function(properties) {
            return new ConfChangeV2(properties);
        };

        /**
         * Encodes the specified ConfChangeV2 message. Does not implicitly {@link eraftpb.ConfChangeV2.verify|verify} messages.
         * @function encode
         * @memberof eraftpb.ConfChangeV2
         * @static
         * @param {eraftpb.ConfChangeV2.$Properties} message ConfChangeV2 message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfChangeV2.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.transition != null && $Object.hasOwnProperty.call(message, "transition") && message.transition !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.transition);
            if (message.changes != null && message.changes.length)
                for (let i = 0; i < message.changes.length; ++i)
                    $root.eraftpb.ConfChangeSingle.encode(message.changes[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.context != null && $Object.hasOwnProperty.call(message, "context") && message.context.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.context);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ConfChangeV2 message from the specified reader or buffer.
         * @function decode
         * @memberof eraftpb.ConfChangeV2
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {eraftpb.ConfChangeV2 & eraftpb.ConfChangeV2.$Shape} ConfChangeV2
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfChangeV2.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.eraftpb.ConfChangeV2();
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
                            message.transition = value;
                        else
                            delete message.transition;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.changes && message.changes.length))
                            message.changes = [];
                        message.changes.push($root.eraftpb.ConfChangeSingle.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.context = value;
                        else
                            delete message.context;
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
         * Gets the type url for ConfChangeV2
         * @function getTypeUrl
         * @memberof eraftpb.ConfChangeV2
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConfChangeV2.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/eraftpb.ConfChangeV2";
        };

        return ConfChangeV2;
    })();

    return eraftpb;
})();

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

        /**
         * Callback as used by {@link etcdserverpb.KV#txn}.
         * @memberof etcdserverpb.KV
         * @typedef TxnCallback
         * @type {function}
         * @param {Error|null} error Error, if any
         * @param {etcdserverpb.TxnResponse} [response] TxnResponse
         */

        /**
         * Calls Txn.
         * @memberof etcdserverpb.KV
         * @typedef Txn
         * @type {{
         *   (request: etcdserverpb.ITxnRequest, callback: etcdserverpb.KV.TxnCallback): void;
         *   (request: etcdserverpb.ITxnRequest): Promise<etcdserverpb.TxnResponse>;
         *   readonly name: "Txn";
         *   readonly path: "/etcdserverpb.KV/Txn";
         *   readonly requestType: "TxnRequest";
         *   readonly responseType: "TxnResponse";
         *   readonly requestStream: undefined;
         *   readonly responseStream: undefined;
         * }}
         */

        /**
         * Calls Txn.
         * @name etcdserverpb.KV#txn
         * @type {etcdserverpb.KV.Txn}
         */
        $Object.defineProperties(KV.prototype.txn = function(request, callback) {
            return $protobuf.rpc.Service.prototype.rpcCall.call(this, KV.prototype.txn, $root.etcdserverpb.TxnRequest, $root.etcdserverpb.TxnResponse, request, callback);
        }, {
            name: { value: "Txn" },
            path: { value: "/etcdserverpb.KV/Txn" },
            requestType: { value: "TxnRequest" },
            responseType: { value: "TxnResponse" },
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

    etcdserverpb.RequestOp = (function() {

        /**
         * Properties of a RequestOp.
         * @typedef {Object} etcdserverpb.RequestOp.$Properties
         * @property {etcdserverpb.RangeRequest.$Properties|null} [requestRange] RequestOp requestRange
         * @property {etcdserverpb.PutRequest.$Properties|null} [requestPut] RequestOp requestPut
         * @property {etcdserverpb.DeleteRangeRequest.$Properties|null} [requestDeleteRange] RequestOp requestDeleteRange
         * @property {etcdserverpb.TxnRequest.$Properties|null} [requestTxn] RequestOp requestTxn
         * @property {"requestRange"|"requestPut"|"requestDeleteRange"|"requestTxn"} [request] RequestOp request
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RequestOp.
         * @memberof etcdserverpb
         * @interface IRequestOp
         * @augments etcdserverpb.RequestOp.$Properties
         * @deprecated Use etcdserverpb.RequestOp.$Properties instead.
         */

        /**
         * Narrowed shape of a RequestOp.
         * @typedef {{
         *   requestRange?: etcdserverpb.RangeRequest.$Shape|null;
         *   requestPut?: etcdserverpb.PutRequest.$Shape|null;
         *   requestDeleteRange?: etcdserverpb.DeleteRangeRequest.$Shape|null;
         *   requestTxn?: etcdserverpb.TxnRequest.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ request?: undefined; requestRange?: null; requestPut?: null; requestDeleteRange?: null; requestTxn?: null }|{ request?: "requestRange"; requestRange: etcdserverpb.RangeRequest.$Shape; requestPut?: null; requestDeleteRange?: null; requestTxn?: null }|{ request?: "requestPut"; requestRange?: null; requestPut: etcdserverpb.PutRequest.$Shape; requestDeleteRange?: null; requestTxn?: null }|{ request?: "requestDeleteRange"; requestRange?: null; requestPut?: null; requestDeleteRange: etcdserverpb.DeleteRangeRequest.$Shape; requestTxn?: null }|{ request?: "requestTxn"; requestRange?: null; requestPut?: null; requestDeleteRange?: null; requestTxn: etcdserverpb.TxnRequest.$Shape })
         * )} etcdserverpb.RequestOp.$Shape
         */

        /**
         * Constructs a new RequestOp.
         * @memberof etcdserverpb
         * @classdesc Represents a RequestOp.
         * @constructor
         * @param {etcdserverpb.RequestOp.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RequestOp = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RequestOp requestRange.
         * @member {etcdserverpb.RangeRequest.$Properties|null|undefined} requestRange
         * @memberof etcdserverpb.RequestOp
         * @instance
         */
        RequestOp.prototype.requestRange = null;

        /**
         * RequestOp requestPut.
         * @member {etcdserverpb.PutRequest.$Properties|null|undefined} requestPut
         * @memberof etcdserverpb.RequestOp
         * @instance
         */
        RequestOp.prototype.requestPut = null;

        /**
         * RequestOp requestDeleteRange.
         * @member {etcdserverpb.DeleteRangeRequest.$Properties|null|undefined} requestDeleteRange
         * @memberof etcdserverpb.RequestOp
         * @instance
         */
        RequestOp.prototype.requestDeleteRange = null;

        /**
         * RequestOp requestTxn.
         * @member {etcdserverpb.TxnRequest.$Properties|null|undefined} requestTxn
         * @memberof etcdserverpb.RequestOp
         * @instance
         */
        RequestOp.prototype.requestTxn = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * RequestOp request.
         * @member {"requestRange"|"requestPut"|"requestDeleteRange"|"requestTxn"|undefined} request
         * @memberof etcdserverpb.RequestOp
         * @instance
         */
        $Object.defineProperty(RequestOp.prototype, "request", {
            get: $util.oneOfGetter($oneOfFields = ["requestRange", "requestPut", "requestDeleteRange", "requestTxn"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new RequestOp instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.RequestOp
         * @static
         * @param {etcdserverpb.RequestOp.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.RequestOp} RequestOp instance
         * @type {{
         *   (properties: etcdserverpb.RequestOp.$Shape): etcdserverpb.RequestOp & etcdserverpb.RequestOp.$Shape;
         *   (properties?: etcdserverpb.RequestOp.$Properties): etcdserverpb.RequestOp;
         * }}
         */
        RequestOp.create = function(properties) {
            return new RequestOp(properties);
        };

        /**
         * Encodes the specified RequestOp message. Does not implicitly {@link etcdserverpb.RequestOp.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.RequestOp
         * @static
         * @param {etcdserverpb.RequestOp.$Properties} message RequestOp message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RequestOp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.requestRange != null && $Object.hasOwnProperty.call(message, "requestRange"))
                $root.etcdserverpb.RangeRequest.encode(message.requestRange, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.requestPut != null && $Object.hasOwnProperty.call(message, "requestPut"))
                $root.etcdserverpb.PutRequest.encode(message.requestPut, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.requestDeleteRange != null && $Object.hasOwnProperty.call(message, "requestDeleteRange"))
                $root.etcdserverpb.DeleteRangeRequest.encode(message.requestDeleteRange, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.requestTxn != null && $Object.hasOwnProperty.call(message, "requestTxn"))
                $root.etcdserverpb.TxnRequest.encode(message.requestTxn, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a RequestOp message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.RequestOp
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.RequestOp & etcdserverpb.RequestOp.$Shape} RequestOp
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RequestOp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.etcdserverpb.RequestOp();
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
                        message.requestRange = $root.etcdserverpb.RangeRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.requestRange);
                        message.request = "requestRange";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.requestPut = $root.etcdserverpb.PutRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.requestPut);
                        message.request = "requestPut";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.requestDeleteRange = $root.etcdserverpb.DeleteRangeRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.requestDeleteRange);
                        message.request = "requestDeleteRange";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.requestTxn = $root.etcdserverpb.TxnRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.requestTxn);
                        message.request = "requestTxn";
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
         * Gets the type url for RequestOp
         * @function getTypeUrl
         * @memberof etcdserverpb.RequestOp
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        RequestOp.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.RequestOp";
        };

        return RequestOp;
    })();

    etcdserverpb.ResponseOp = (function() {

        /**
         * Properties of a ResponseOp.
         * @typedef {Object} etcdserverpb.ResponseOp.$Properties
         * @property {etcdserverpb.RangeResponse.$Properties|null} [responseRange] ResponseOp responseRange
         * @property {etcdserverpb.PutResponse.$Properties|null} [responsePut] ResponseOp responsePut
         * @property {etcdserverpb.DeleteRangeResponse.$Properties|null} [responseDeleteRange] ResponseOp responseDeleteRange
         * @property {etcdserverpb.TxnResponse.$Properties|null} [responseTxn] ResponseOp responseTxn
         * @property {"responseRange"|"responsePut"|"responseDeleteRange"|"responseTxn"} [response] ResponseOp response
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ResponseOp.
         * @memberof etcdserverpb
         * @interface IResponseOp
         * @augments etcdserverpb.ResponseOp.$Properties
         * @deprecated Use etcdserverpb.ResponseOp.$Properties instead.
         */

        /**
         * Narrowed shape of a ResponseOp.
         * @typedef {{
         *   responseRange?: etcdserverpb.RangeResponse.$Shape|null;
         *   responsePut?: etcdserverpb.PutResponse.$Shape|null;
         *   responseDeleteRange?: etcdserverpb.DeleteRangeResponse.$Shape|null;
         *   responseTxn?: etcdserverpb.TxnResponse.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ response?: undefined; responseRange?: null; responsePut?: null; responseDeleteRange?: null; responseTxn?: null }|{ response?: "responseRange"; responseRange: etcdserverpb.RangeResponse.$Shape; responsePut?: null; responseDeleteRange?: null; responseTxn?: null }|{ response?: "responsePut"; responseRange?: null; responsePut: etcdserverpb.PutResponse.$Shape; responseDeleteRange?: null; responseTxn?: null }|{ response?: "responseDeleteRange"; responseRange?: null; responsePut?: null; responseDeleteRange: etcdserverpb.DeleteRangeResponse.$Shape; responseTxn?: null }|{ response?: "responseTxn"; responseRange?: null; responsePut?: null; responseDeleteRange?: null; responseTxn: etcdserverpb.TxnResponse.$Shape })
         * )} etcdserverpb.ResponseOp.$Shape
         */

        /**
         * Constructs a new ResponseOp.
         * @memberof etcdserverpb
         * @classdesc Represents a ResponseOp.
         * @constructor
         * @param {etcdserverpb.ResponseOp.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ResponseOp = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ResponseOp responseRange.
         * @member {etcdserverpb.RangeResponse.$Properties|null|undefined} responseRange
         * @memberof etcdserverpb.ResponseOp
         * @instance
         */
        ResponseOp.prototype.responseRange = null;

        /**
         * ResponseOp responsePut.
         * @member {etcdserverpb.PutResponse.$Properties|null|undefined} responsePut
         * @memberof etcdserverpb.ResponseOp
         * @instance
         */
        ResponseOp.prototype.responsePut = null;

        /**
         * ResponseOp responseDeleteRange.
         * @member {etcdserverpb.DeleteRangeResponse.$Properties|null|undefined} responseDeleteRange
         * @memberof etcdserverpb.ResponseOp
         * @instance
         */
        ResponseOp.prototype.responseDeleteRange = null;

        /**
         * ResponseOp responseTxn.
         * @member {etcdserverpb.TxnResponse.$Properties|null|undefined} responseTxn
         * @memberof etcdserverpb.ResponseOp
         * @instance
         */
        ResponseOp.prototype.responseTxn = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * ResponseOp response.
         * @member {"responseRange"|"responsePut"|"responseDeleteRange"|"responseTxn"|undefined} response
         * @memberof etcdserverpb.ResponseOp
         * @instance
         */
        $Object.defineProperty(ResponseOp.prototype, "response", {
            get: $util.oneOfGetter($oneOfFields = ["responseRange", "responsePut", "responseDeleteRange", "responseTxn"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new ResponseOp instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.ResponseOp
         * @static
         * @param {etcdserverpb.ResponseOp.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.ResponseOp} ResponseOp instance
         * @type {{
         *   (properties: etcdserverpb.ResponseOp.$Shape): etcdserverpb.ResponseOp & etcdserverpb.ResponseOp.$Shape;
         *   (properties?: etcdserverpb.ResponseOp.$Properties): etcdserverpb.ResponseOp;
         * }}
         */
        ResponseOp.create = function(properties) {
            return new ResponseOp(properties);
        };

        /**
         * Encodes the specified ResponseOp message. Does not implicitly {@link etcdserverpb.ResponseOp.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.ResponseOp
         * @static
         * @param {etcdserverpb.ResponseOp.$Properties} message ResponseOp message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ResponseOp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.responseRange != null && $Object.hasOwnProperty.call(message, "responseRange"))
                $root.etcdserverpb.RangeResponse.encode(message.responseRange, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.responsePut != null && $Object.hasOwnProperty.call(message, "responsePut"))
                $root.etcdserverpb.PutResponse.encode(message.responsePut, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.responseDeleteRange != null && $Object.hasOwnProperty.call(message, "responseDeleteRange"))
                $root.etcdserverpb.DeleteRangeResponse.encode(message.responseDeleteRange, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.responseTxn != null && $Object.hasOwnProperty.call(message, "responseTxn"))
                $root.etcdserverpb.TxnResponse.encode(message.responseTxn, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ResponseOp message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.ResponseOp
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.ResponseOp & etcdserverpb.ResponseOp.$Shape} ResponseOp
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ResponseOp.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.etcdserverpb.ResponseOp();
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
                        message.responseRange = $root.etcdserverpb.RangeResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.responseRange);
                        message.response = "responseRange";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.responsePut = $root.etcdserverpb.PutResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.responsePut);
                        message.response = "responsePut";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.responseDeleteRange = $root.etcdserverpb.DeleteRangeResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.responseDeleteRange);
                        message.response = "responseDeleteRange";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.responseTxn = $root.etcdserverpb.TxnResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.responseTxn);
                        message.response = "responseTxn";
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
         * Gets the type url for ResponseOp
         * @function getTypeUrl
         * @memberof etcdserverpb.ResponseOp
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ResponseOp.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.ResponseOp";
        };

        return ResponseOp;
    })();

    etcdserverpb.Compare = (function() {

        /**
         * Properties of a Compare.
         * @typedef {Object} etcdserverpb.Compare.$Properties
         * @property {etcdserverpb.Compare.CompareResult|null} [result] Compare result
         * @property {etcdserverpb.Compare.CompareTarget|null} [target] Compare target
         * @property {Uint8Array|null} [key] Compare key
         * @property {number|null} [version] Compare version
         * @property {number|null} [createRevision] Compare createRevision
         * @property {number|null} [modRevision] Compare modRevision
         * @property {Uint8Array|null} [value] Compare value
         * @property {number|null} [lease] Compare lease
         * @property {Uint8Array|null} [rangeEnd] Compare rangeEnd
         * @property {"version"|"createRevision"|"modRevision"|"value"|"lease"} [targetUnion] Compare targetUnion
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Compare.
         * @memberof etcdserverpb
         * @interface ICompare
         * @augments etcdserverpb.Compare.$Properties
         * @deprecated Use etcdserverpb.Compare.$Properties instead.
         */

        /**
         * Narrowed shape of a Compare.
         * @typedef {{
         *   result?: etcdserverpb.Compare.CompareResult|null;
         *   target?: etcdserverpb.Compare.CompareTarget|null;
         *   key?: Uint8Array|null;
         *   version?: number|null;
         *   createRevision?: number|null;
         *   modRevision?: number|null;
         *   value?: Uint8Array|null;
         *   lease?: number|null;
         *   rangeEnd?: Uint8Array|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ targetUnion?: undefined; version?: null; createRevision?: null; modRevision?: null; value?: null; lease?: null }|{ targetUnion?: "version"; version: number; createRevision?: null; modRevision?: null; value?: null; lease?: null }|{ targetUnion?: "createRevision"; version?: null; createRevision: number; modRevision?: null; value?: null; lease?: null }|{ targetUnion?: "modRevision"; version?: null; createRevision?: null; modRevision: number; value?: null; lease?: null }|{ targetUnion?: "value"; version?: null; createRevision?: null; modRevision?: null; value: Uint8Array; lease?: null }|{ targetUnion?: "lease"; version?: null; createRevision?: null; modRevision?: null; value?: null; lease: number })
         * )} etcdserverpb.Compare.$Shape
         */

        /**
         * Constructs a new Compare.
         * @memberof etcdserverpb
         * @classdesc Represents a Compare.
         * @constructor
         * @param {etcdserverpb.Compare.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Compare = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Compare result.
         * @member {etcdserverpb.Compare.CompareResult} result
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.result = 0;

        /**
         * Compare target.
         * @member {etcdserverpb.Compare.CompareTarget} target
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.target = 0;

        /**
         * Compare key.
         * @member {Uint8Array} key
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.key = $util.newBuffer([]);

        /**
         * Compare version.
         * @member {number|null|undefined} version
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.version = null;

        /**
         * Compare createRevision.
         * @member {number|null|undefined} createRevision
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.createRevision = null;

        /**
         * Compare modRevision.
         * @member {number|null|undefined} modRevision
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.modRevision = null;

        /**
         * Compare value.
         * @member {Uint8Array|null|undefined} value
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.value = null;

        /**
         * Compare lease.
         * @member {number|null|undefined} lease
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.lease = null;

        /**
         * Compare rangeEnd.
         * @member {Uint8Array} rangeEnd
         * @memberof etcdserverpb.Compare
         * @instance
         */
        Compare.prototype.rangeEnd = $util.newBuffer([]);

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Compare targetUnion.
         * @member {"version"|"createRevision"|"modRevision"|"value"|"lease"|undefined} targetUnion
         * @memberof etcdserverpb.Compare
         * @instance
         */
        $Object.defineProperty(Compare.prototype, "targetUnion", {
            get: $util.oneOfGetter($oneOfFields = ["version", "createRevision", "modRevision", "value", "lease"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Compare instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.Compare
         * @static
         * @param {etcdserverpb.Compare.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.Compare} Compare instance
         * @type {{
         *   (properties: etcdserverpb.Compare.$Shape): etcdserverpb.Compare & etcdserverpb.Compare.$Shape;
         *   (properties?: etcdserverpb.Compare.$Properties): etcdserverpb.Compare;
         * }}
         */
        Compare.create = function(properties) {
            return new Compare(properties);
        };

        /**
         * Encodes the specified Compare message. Does not implicitly {@link etcdserverpb.Compare.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.Compare
         * @static
         * @param {etcdserverpb.Compare.$Properties} message Compare message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Compare.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.result != null && $Object.hasOwnProperty.call(message, "result") && message.result !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.result);
            if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.target);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.key);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                writer.uint32(/* id 4, wireType 0 =*/32).int64(message.version);
            if (message.createRevision != null && $Object.hasOwnProperty.call(message, "createRevision"))
                writer.uint32(/* id 5, wireType 0 =*/40).int64(message.createRevision);
            if (message.modRevision != null && $Object.hasOwnProperty.call(message, "modRevision"))
                writer.uint32(/* id 6, wireType 0 =*/48).int64(message.modRevision);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.value);
            if (message.lease != null && $Object.hasOwnProperty.call(message, "lease"))
                writer.uint32(/* id 8, wireType 0 =*/64).int64(message.lease);
            if (message.rangeEnd != null && $Object.hasOwnProperty.call(message, "rangeEnd") && message.rangeEnd.length)
                writer.uint32(/* id 64, wireType 2 =*/514).bytes(message.rangeEnd);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Compare message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.Compare
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.Compare & etcdserverpb.Compare.$Shape} Compare
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Compare.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.etcdserverpb.Compare();
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
                            message.result = value;
                        else
                            delete message.result;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.target = value;
                        else
                            delete message.target;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.version = reader.int64();
                        message.targetUnion = "version";
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.createRevision = reader.int64();
                        message.targetUnion = "createRevision";
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.modRevision = reader.int64();
                        message.targetUnion = "modRevision";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.value = reader.bytes();
                        message.targetUnion = "value";
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        message.lease = reader.int64();
                        message.targetUnion = "lease";
                        continue;
                    }
                case 64: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.rangeEnd = value;
                        else
                            delete message.rangeEnd;
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
         * Gets the type url for Compare
         * @function getTypeUrl
         * @memberof etcdserverpb.Compare
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Compare.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.Compare";
        };

        /**
         * CompareResult enum.
         * @name etcdserverpb.Compare.CompareResult
         * @enum {number}
         * @property {number} EQUAL=0 EQUAL value
         * @property {number} GREATER=1 GREATER value
         * @property {number} LESS=2 LESS value
         * @property {number} NOT_EQUAL=3 NOT_EQUAL value
         */
        Compare.CompareResult = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "EQUAL"] = 0;
            values[valuesById[1] = "GREATER"] = 1;
            values[valuesById[2] = "LESS"] = 2;
            values[valuesById[3] = "NOT_EQUAL"] = 3;
            return values;
        })();

        /**
         * CompareTarget enum.
         * @name etcdserverpb.Compare.CompareTarget
         * @enum {number}
         * @property {number} VERSION=0 VERSION value
         * @property {number} CREATE=1 CREATE value
         * @property {number} MOD=2 MOD value
         * @property {number} VALUE=3 VALUE value
         * @property {number} LEASE=4 LEASE value
         */
        Compare.CompareTarget = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "VERSION"] = 0;
            values[valuesById[1] = "CREATE"] = 1;
            values[valuesById[2] = "MOD"] = 2;
            values[valuesById[3] = "VALUE"] = 3;
            values[valuesById[4] = "LEASE"] = 4;
            return values;
        })();

        return Compare;
    })();

    etcdserverpb.TxnRequest = (function() {

        /**
         * Properties of a TxnRequest.
         * @typedef {Object} etcdserverpb.TxnRequest.$Properties
         * @property {Array.<etcdserverpb.Compare.$Properties>|null} [compare] TxnRequest compare
         * @property {Array.<etcdserverpb.RequestOp.$Properties>|null} [success] TxnRequest success
         * @property {Array.<etcdserverpb.RequestOp.$Properties>|null} [failure] TxnRequest failure
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TxnRequest.
         * @memberof etcdserverpb
         * @interface ITxnRequest
         * @augments etcdserverpb.TxnRequest.$Properties
         * @deprecated Use etcdserverpb.TxnRequest.$Properties instead.
         */

        /**
         * Shape of a TxnRequest.
         * @typedef {{
         *   compare?: Array.<etcdserverpb.Compare.$Shape>|null;
         *   success?: Array.<etcdserverpb.RequestOp.$Shape>|null;
         *   failure?: Array.<etcdserverpb.RequestOp.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} etcdserverpb.TxnRequest.$Shape
         */

        /**
         * Constructs a new TxnRequest.
         * @memberof etcdserverpb
         * @classdesc Represents a TxnRequest.
         * @constructor
         * @param {etcdserverpb.TxnRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TxnRequest = function (properties) {
            this.compare = [];
            this.success = [];
            this.failure = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TxnRequest compare.
         * @member {Array.<etcdserverpb.Compare.$Properties>} compare
         * @memberof etcdserverpb.TxnRequest
         * @instance
         */
        TxnRequest.prototype.compare = $util.emptyArray;

        /**
         * TxnRequest success.
         * @member {Array.<etcdserverpb.RequestOp.$Properties>} success
         * @memberof etcdserverpb.TxnRequest
         * @instance
         */
        TxnRequest.prototype.success = $util.emptyArray;

        /**
         * TxnRequest failure.
         * @member {Array.<etcdserverpb.RequestOp.$Properties>} failure
         * @memberof etcdserverpb.TxnRequest
         * @instance
         */
        TxnRequest.prototype.failure = $util.emptyArray;

        /**
         * Creates a new TxnRequest instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.TxnRequest
         * @static
         * @param {etcdserverpb.TxnRequest.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.TxnRequest} TxnRequest instance
         * @type {{
         *   (properties: etcdserverpb.TxnRequest.$Shape): etcdserverpb.TxnRequest & etcdserverpb.TxnRequest.$Shape;
         *   (properties?: etcdserverpb.TxnRequest.$Properties): etcdserverpb.TxnRequest;
         * }}
         */
        TxnRequest.create = function(properties) {
            return new TxnRequest(properties);
        };

        /**
         * Encodes the specified TxnRequest message. Does not implicitly {@link etcdserverpb.TxnRequest.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.TxnRequest
         * @static
         * @param {etcdserverpb.TxnRequest.$Properties} message TxnRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TxnRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.compare != null && message.compare.length)
                for (let i = 0; i < message.compare.length; ++i)
                    $root.etcdserverpb.Compare.encode(message.compare[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.success != null && message.success.length)
                for (let i = 0; i < message.success.length; ++i)
                    $root.etcdserverpb.RequestOp.encode(message.success[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.failure != null && message.failure.length)
                for (let i = 0; i < message.failure.length; ++i)
                    $root.etcdserverpb.RequestOp.encode(message.failure[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TxnRequest message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.TxnRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.TxnRequest & etcdserverpb.TxnRequest.$Shape} TxnRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TxnRequest.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.etcdserverpb.TxnRequest();
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
                        if (!(message.compare && message.compare.length))
                            message.compare = [];
                        message.compare.push($root.etcdserverpb.Compare.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.success && message.success.length))
                            message.success = [];
                        message.success.push($root.etcdserverpb.RequestOp.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.failure && message.failure.length))
                            message.failure = [];
                        message.failure.push($root.etcdserverpb.RequestOp.decode(reader, reader.size(), $undefined, _depth + 1));
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
         * Gets the type url for TxnRequest
         * @function getTypeUrl
         * @memberof etcdserverpb.TxnRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        TxnRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.TxnRequest";
        };

        return TxnRequest;
    })();

    etcdserverpb.TxnResponse = (function() {

        /**
         * Properties of a TxnResponse.
         * @typedef {Object} etcdserverpb.TxnResponse.$Properties
         * @property {etcdserverpb.ResponseHeader.$Properties|null} [header] TxnResponse header
         * @property {boolean|null} [succeeded] TxnResponse succeeded
         * @property {Array.<etcdserverpb.ResponseOp.$Properties>|null} [responses] TxnResponse responses
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TxnResponse.
         * @memberof etcdserverpb
         * @interface ITxnResponse
         * @augments etcdserverpb.TxnResponse.$Properties
         * @deprecated Use etcdserverpb.TxnResponse.$Properties instead.
         */

        /**
         * Shape of a TxnResponse.
         * @typedef {{
         *   header?: etcdserverpb.ResponseHeader.$Shape|null;
         *   succeeded?: boolean|null;
         *   responses?: Array.<etcdserverpb.ResponseOp.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} etcdserverpb.TxnResponse.$Shape
         */

        /**
         * Constructs a new TxnResponse.
         * @memberof etcdserverpb
         * @classdesc Represents a TxnResponse.
         * @constructor
         * @param {etcdserverpb.TxnResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TxnResponse = function (properties) {
            this.responses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TxnResponse header.
         * @member {etcdserverpb.ResponseHeader.$Properties|null|undefined} header
         * @memberof etcdserverpb.TxnResponse
         * @instance
         */
        TxnResponse.prototype.header = null;

        /**
         * TxnResponse succeeded.
         * @member {boolean} succeeded
         * @memberof etcdserverpb.TxnResponse
         * @instance
         */
        TxnResponse.prototype.succeeded = false;

        /**
         * TxnResponse responses.
         * @member {Array.<etcdserverpb.ResponseOp.$Properties>} responses
         * @memberof etcdserverpb.TxnResponse
         * @instance
         */
        TxnResponse.prototype.responses = $util.emptyArray;

        /**
         * Creates a new TxnResponse instance using the specified properties.
         * @function create
         * @memberof etcdserverpb.TxnResponse
         * @static
         * @param {etcdserverpb.TxnResponse.$Properties=} [properties] Properties to set
         * @returns {etcdserverpb.TxnResponse} TxnResponse instance
         * @type {{
         *   (properties: etcdserverpb.TxnResponse.$Shape): etcdserverpb.TxnResponse & etcdserverpb.TxnResponse.$Shape;
         *   (properties?: etcdserverpb.TxnResponse.$Properties): etcdserverpb.TxnResponse;
         * }}
         */
        TxnResponse.create = function(properties) {
            return new TxnResponse(properties);
        };

        /**
         * Encodes the specified TxnResponse message. Does not implicitly {@link etcdserverpb.TxnResponse.verify|verify} messages.
         * @function encode
         * @memberof etcdserverpb.TxnResponse
         * @static
         * @param {etcdserverpb.TxnResponse.$Properties} message TxnResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TxnResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.etcdserverpb.ResponseHeader.encode(message.header, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.succeeded != null && $Object.hasOwnProperty.call(message, "succeeded") && message.succeeded !== false)
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.succeeded);
            if (message.responses != null && message.responses.length)
                for (let i = 0; i < message.responses.length; ++i)
                    $root.etcdserverpb.ResponseOp.encode(message.responses[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TxnResponse message from the specified reader or buffer.
         * @function decode
         * @memberof etcdserverpb.TxnResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {etcdserverpb.TxnResponse & etcdserverpb.TxnResponse.$Shape} TxnResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TxnResponse.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.etcdserverpb.TxnResponse();
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
                        if (value = reader.bool())
                            message.succeeded = value;
                        else
                            delete message.succeeded;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.responses && message.responses.length))
                            message.responses = [];
                        message.responses.push($root.etcdserverpb.ResponseOp.decode(reader, reader.size(), $undefined, _depth + 1));
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
         * Gets the type url for TxnResponse
         * @function getTypeUrl
         * @memberof etcdserverpb.TxnResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        TxnResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/etcdserverpb.TxnResponse";
        };

        return TxnResponse;
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

            /**
             * Callback as used by {@link raft.v1.Admin#addLearnerNode}.
             * @memberof raft.v1.Admin
             * @typedef AddLearnerNodeCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.MembershipResponse} [response] MembershipResponse
             */

            /**
             * Calls AddLearnerNode.
             * @memberof raft.v1.Admin
             * @typedef AddLearnerNode
             * @type {{
             *   (request: raft.v1.IAddLearnerNodeRequest, callback: raft.v1.Admin.AddLearnerNodeCallback): void;
             *   (request: raft.v1.IAddLearnerNodeRequest): Promise<raft.v1.MembershipResponse>;
             *   readonly name: "AddLearnerNode";
             *   readonly path: "/raft.v1.Admin/AddLearnerNode";
             *   readonly requestType: "AddLearnerNodeRequest";
             *   readonly responseType: "MembershipResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls AddLearnerNode.
             * @name raft.v1.Admin#addLearnerNode
             * @type {raft.v1.Admin.AddLearnerNode}
             */
            $Object.defineProperties(Admin.prototype.addLearnerNode = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.addLearnerNode, $root.raft.v1.AddLearnerNodeRequest, $root.raft.v1.MembershipResponse, request, callback);
            }, {
                name: { value: "AddLearnerNode" },
                path: { value: "/raft.v1.Admin/AddLearnerNode" },
                requestType: { value: "AddLearnerNodeRequest" },
                responseType: { value: "MembershipResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#addNode}.
             * @memberof raft.v1.Admin
             * @typedef AddNodeCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.MembershipResponse} [response] MembershipResponse
             */

            /**
             * Calls AddNode.
             * @memberof raft.v1.Admin
             * @typedef AddNode
             * @type {{
             *   (request: raft.v1.IAddNodeRequest, callback: raft.v1.Admin.AddNodeCallback): void;
             *   (request: raft.v1.IAddNodeRequest): Promise<raft.v1.MembershipResponse>;
             *   readonly name: "AddNode";
             *   readonly path: "/raft.v1.Admin/AddNode";
             *   readonly requestType: "AddNodeRequest";
             *   readonly responseType: "MembershipResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls AddNode.
             * @name raft.v1.Admin#addNode
             * @type {raft.v1.Admin.AddNode}
             */
            $Object.defineProperties(Admin.prototype.addNode = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.addNode, $root.raft.v1.AddNodeRequest, $root.raft.v1.MembershipResponse, request, callback);
            }, {
                name: { value: "AddNode" },
                path: { value: "/raft.v1.Admin/AddNode" },
                requestType: { value: "AddNodeRequest" },
                responseType: { value: "MembershipResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#removeNode}.
             * @memberof raft.v1.Admin
             * @typedef RemoveNodeCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.MembershipResponse} [response] MembershipResponse
             */

            /**
             * Calls RemoveNode.
             * @memberof raft.v1.Admin
             * @typedef RemoveNode
             * @type {{
             *   (request: raft.v1.IRemoveNodeRequest, callback: raft.v1.Admin.RemoveNodeCallback): void;
             *   (request: raft.v1.IRemoveNodeRequest): Promise<raft.v1.MembershipResponse>;
             *   readonly name: "RemoveNode";
             *   readonly path: "/raft.v1.Admin/RemoveNode";
             *   readonly requestType: "RemoveNodeRequest";
             *   readonly responseType: "MembershipResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls RemoveNode.
             * @name raft.v1.Admin#removeNode
             * @type {raft.v1.Admin.RemoveNode}
             */
            $Object.defineProperties(Admin.prototype.removeNode = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.removeNode, $root.raft.v1.RemoveNodeRequest, $root.raft.v1.MembershipResponse, request, callback);
            }, {
                name: { value: "RemoveNode" },
                path: { value: "/raft.v1.Admin/RemoveNode" },
                requestType: { value: "RemoveNodeRequest" },
                responseType: { value: "MembershipResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#transferLeadership}.
             * @memberof raft.v1.Admin
             * @typedef TransferLeadershipCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.TransferLeadershipResponse} [response] TransferLeadershipResponse
             */

            /**
             * Calls TransferLeadership.
             * @memberof raft.v1.Admin
             * @typedef TransferLeadership
             * @type {{
             *   (request: raft.v1.ITransferLeadershipRequest, callback: raft.v1.Admin.TransferLeadershipCallback): void;
             *   (request: raft.v1.ITransferLeadershipRequest): Promise<raft.v1.TransferLeadershipResponse>;
             *   readonly name: "TransferLeadership";
             *   readonly path: "/raft.v1.Admin/TransferLeadership";
             *   readonly requestType: "TransferLeadershipRequest";
             *   readonly responseType: "TransferLeadershipResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls TransferLeadership.
             * @name raft.v1.Admin#transferLeadership
             * @type {raft.v1.Admin.TransferLeadership}
             */
            $Object.defineProperties(Admin.prototype.transferLeadership = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.transferLeadership, $root.raft.v1.TransferLeadershipRequest, $root.raft.v1.TransferLeadershipResponse, request, callback);
            }, {
                name: { value: "TransferLeadership" },
                path: { value: "/raft.v1.Admin/TransferLeadership" },
                requestType: { value: "TransferLeadershipRequest" },
                responseType: { value: "TransferLeadershipResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#snapshot}.
             * @memberof raft.v1.Admin
             * @typedef SnapshotCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.SnapshotResponse} [response] SnapshotResponse
             */

            /**
             * Calls Snapshot.
             * @memberof raft.v1.Admin
             * @typedef Snapshot
             * @type {{
             *   (request: raft.v1.ISnapshotRequest, callback: raft.v1.Admin.SnapshotCallback): void;
             *   (request: raft.v1.ISnapshotRequest): Promise<raft.v1.SnapshotResponse>;
             *   readonly name: "Snapshot";
             *   readonly path: "/raft.v1.Admin/Snapshot";
             *   readonly requestType: "SnapshotRequest";
             *   readonly responseType: "SnapshotResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls Snapshot.
             * @name raft.v1.Admin#snapshot
             * @type {raft.v1.Admin.Snapshot}
             */
            $Object.defineProperties(Admin.prototype.snapshot = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.snapshot, $root.raft.v1.SnapshotRequest, $root.raft.v1.SnapshotResponse, request, callback);
            }, {
                name: { value: "Snapshot" },
                path: { value: "/raft.v1.Admin/Snapshot" },
                requestType: { value: "SnapshotRequest" },
                responseType: { value: "SnapshotResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

            /**
             * Callback as used by {@link raft.v1.Admin#hashState}.
             * @memberof raft.v1.Admin
             * @typedef HashStateCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.HashStateResponse} [response] HashStateResponse
             */

            /**
             * Calls HashState.
             * @memberof raft.v1.Admin
             * @typedef HashState
             * @type {{
             *   (request: raft.v1.IHashStateRequest, callback: raft.v1.Admin.HashStateCallback): void;
             *   (request: raft.v1.IHashStateRequest): Promise<raft.v1.HashStateResponse>;
             *   readonly name: "HashState";
             *   readonly path: "/raft.v1.Admin/HashState";
             *   readonly requestType: "HashStateRequest";
             *   readonly responseType: "HashStateResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls HashState.
             * @name raft.v1.Admin#hashState
             * @type {raft.v1.Admin.HashState}
             */
            $Object.defineProperties(Admin.prototype.hashState = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Admin.prototype.hashState, $root.raft.v1.HashStateRequest, $root.raft.v1.HashStateResponse, request, callback);
            }, {
                name: { value: "HashState" },
                path: { value: "/raft.v1.Admin/HashState" },
                requestType: { value: "HashStateRequest" },
                responseType: { value: "HashStateResponse" },
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
             * @property {boolean|null} [receivingSnapshot] Member receivingSnapshot
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
             * Member receivingSnapshot.
             * @member {boolean} receivingSnapshot
             * @memberof raft.v1.Member
             * @instance
             */
            Member.prototype.receivingSnapshot = false;

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
                if (message.receivingSnapshot != null && $Object.hasOwnProperty.call(message, "receivingSnapshot") && message.receivingSnapshot !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.receivingSnapshot);
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
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.receivingSnapshot = value;
                            else
                                delete message.receivingSnapshot;
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
             * @property {number|null} [firstIndex] StatusResponse firstIndex
             * @property {number|null} [leadTransfereeId] StatusResponse leadTransfereeId
             * @property {raft.v1.IncomingSnapshot.$Properties|null} [incomingSnapshot] StatusResponse incomingSnapshot
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
             * StatusResponse firstIndex.
             * @member {number} firstIndex
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.firstIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse leadTransfereeId.
             * @member {number} leadTransfereeId
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.leadTransfereeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StatusResponse incomingSnapshot.
             * @member {raft.v1.IncomingSnapshot.$Properties|null|undefined} incomingSnapshot
             * @memberof raft.v1.StatusResponse
             * @instance
             */
            StatusResponse.prototype.incomingSnapshot = null;

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
                if (message.firstIndex != null && $Object.hasOwnProperty.call(message, "firstIndex") && (typeof message.firstIndex === "object" ? message.firstIndex.low || message.firstIndex.high : message.firstIndex !== 0))
                    writer.uint32(/* id 21, wireType 0 =*/168).uint64(message.firstIndex);
                if (message.leadTransfereeId != null && $Object.hasOwnProperty.call(message, "leadTransfereeId") && (typeof message.leadTransfereeId === "object" ? message.leadTransfereeId.low || message.leadTransfereeId.high : message.leadTransfereeId !== 0))
                    writer.uint32(/* id 22, wireType 0 =*/176).uint64(message.leadTransfereeId);
                if (message.incomingSnapshot != null && $Object.hasOwnProperty.call(message, "incomingSnapshot"))
                    $root.raft.v1.IncomingSnapshot.encode(message.incomingSnapshot, writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
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
                    case 21: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstIndex = value;
                            else
                                delete message.firstIndex;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.leadTransfereeId = value;
                            else
                                delete message.leadTransfereeId;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.incomingSnapshot = $root.raft.v1.IncomingSnapshot.decode(reader, reader.size(), $undefined, _depth + 1, message.incomingSnapshot);
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

        v1.IncomingSnapshot = (function() {

            /**
             * Properties of an IncomingSnapshot.
             * @typedef {Object} raft.v1.IncomingSnapshot.$Properties
             * @property {number|null} [fromNodeId] IncomingSnapshot fromNodeId
             * @property {number|null} [index] IncomingSnapshot index
             * @property {number|null} [bytesReceived] IncomingSnapshot bytesReceived
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IncomingSnapshot.
             * @memberof raft.v1
             * @interface IIncomingSnapshot
             * @augments raft.v1.IncomingSnapshot.$Properties
             * @deprecated Use raft.v1.IncomingSnapshot.$Properties instead.
             */

            /**
             * Shape of an IncomingSnapshot.
             * @typedef {raft.v1.IncomingSnapshot.$Properties} raft.v1.IncomingSnapshot.$Shape
             */

            /**
             * Constructs a new IncomingSnapshot.
             * @memberof raft.v1
             * @classdesc Represents an IncomingSnapshot.
             * @constructor
             * @param {raft.v1.IncomingSnapshot.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IncomingSnapshot = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IncomingSnapshot fromNodeId.
             * @member {number} fromNodeId
             * @memberof raft.v1.IncomingSnapshot
             * @instance
             */
            IncomingSnapshot.prototype.fromNodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IncomingSnapshot index.
             * @member {number} index
             * @memberof raft.v1.IncomingSnapshot
             * @instance
             */
            IncomingSnapshot.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IncomingSnapshot bytesReceived.
             * @member {number} bytesReceived
             * @memberof raft.v1.IncomingSnapshot
             * @instance
             */
            IncomingSnapshot.prototype.bytesReceived = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new IncomingSnapshot instance using the specified properties.
             * @function create
             * @memberof raft.v1.IncomingSnapshot
             * @static
             * @param {raft.v1.IncomingSnapshot.$Properties=} [properties] Properties to set
             * @returns {raft.v1.IncomingSnapshot} IncomingSnapshot instance
             * @type {{
             *   (properties: raft.v1.IncomingSnapshot.$Shape): raft.v1.IncomingSnapshot & raft.v1.IncomingSnapshot.$Shape;
             *   (properties?: raft.v1.IncomingSnapshot.$Properties): raft.v1.IncomingSnapshot;
             * }}
             */
            IncomingSnapshot.create = function(properties) {
                return new IncomingSnapshot(properties);
            };

            /**
             * Encodes the specified IncomingSnapshot message. Does not implicitly {@link raft.v1.IncomingSnapshot.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.IncomingSnapshot
             * @static
             * @param {raft.v1.IncomingSnapshot.$Properties} message IncomingSnapshot message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IncomingSnapshot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fromNodeId != null && $Object.hasOwnProperty.call(message, "fromNodeId") && (typeof message.fromNodeId === "object" ? message.fromNodeId.low || message.fromNodeId.high : message.fromNodeId !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fromNodeId);
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.index);
                if (message.bytesReceived != null && $Object.hasOwnProperty.call(message, "bytesReceived") && (typeof message.bytesReceived === "object" ? message.bytesReceived.low || message.bytesReceived.high : message.bytesReceived !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.bytesReceived);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IncomingSnapshot message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.IncomingSnapshot
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.IncomingSnapshot & raft.v1.IncomingSnapshot.$Shape} IncomingSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IncomingSnapshot.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.IncomingSnapshot();
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
                                message.fromNodeId = value;
                            else
                                delete message.fromNodeId;
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
                                message.bytesReceived = value;
                            else
                                delete message.bytesReceived;
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
             * Gets the type url for IncomingSnapshot
             * @function getTypeUrl
             * @memberof raft.v1.IncomingSnapshot
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            IncomingSnapshot.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.IncomingSnapshot";
            };

            return IncomingSnapshot;
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

        v1.AddLearnerNodeRequest = (function() {

            /**
             * Properties of an AddLearnerNodeRequest.
             * @typedef {Object} raft.v1.AddLearnerNodeRequest.$Properties
             * @property {number|null} [configurationIndex] AddLearnerNodeRequest configurationIndex
             * @property {number|null} [nodeId] AddLearnerNodeRequest nodeId
             * @property {string|null} [storeId] AddLearnerNodeRequest storeId
             * @property {string|null} [peerAddress] AddLearnerNodeRequest peerAddress
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AddLearnerNodeRequest.
             * @memberof raft.v1
             * @interface IAddLearnerNodeRequest
             * @augments raft.v1.AddLearnerNodeRequest.$Properties
             * @deprecated Use raft.v1.AddLearnerNodeRequest.$Properties instead.
             */

            /**
             * Shape of an AddLearnerNodeRequest.
             * @typedef {raft.v1.AddLearnerNodeRequest.$Properties} raft.v1.AddLearnerNodeRequest.$Shape
             */

            /**
             * Constructs a new AddLearnerNodeRequest.
             * @memberof raft.v1
             * @classdesc Represents an AddLearnerNodeRequest.
             * @constructor
             * @param {raft.v1.AddLearnerNodeRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AddLearnerNodeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AddLearnerNodeRequest configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.AddLearnerNodeRequest
             * @instance
             */
            AddLearnerNodeRequest.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AddLearnerNodeRequest nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.AddLearnerNodeRequest
             * @instance
             */
            AddLearnerNodeRequest.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AddLearnerNodeRequest storeId.
             * @member {string} storeId
             * @memberof raft.v1.AddLearnerNodeRequest
             * @instance
             */
            AddLearnerNodeRequest.prototype.storeId = "";

            /**
             * AddLearnerNodeRequest peerAddress.
             * @member {string} peerAddress
             * @memberof raft.v1.AddLearnerNodeRequest
             * @instance
             */
            AddLearnerNodeRequest.prototype.peerAddress = "";

            /**
             * Creates a new AddLearnerNodeRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.AddLearnerNodeRequest
             * @static
             * @param {raft.v1.AddLearnerNodeRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.AddLearnerNodeRequest} AddLearnerNodeRequest instance
             * @type {{
             *   (properties: raft.v1.AddLearnerNodeRequest.$Shape): raft.v1.AddLearnerNodeRequest & raft.v1.AddLearnerNodeRequest.$Shape;
             *   (properties?: raft.v1.AddLearnerNodeRequest.$Properties): raft.v1.AddLearnerNodeRequest;
             * }}
             */
            AddLearnerNodeRequest.create = function(properties) {
                return new AddLearnerNodeRequest(properties);
            };

            /**
             * Encodes the specified AddLearnerNodeRequest message. Does not implicitly {@link raft.v1.AddLearnerNodeRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.AddLearnerNodeRequest
             * @static
             * @param {raft.v1.AddLearnerNodeRequest.$Properties} message AddLearnerNodeRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AddLearnerNodeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.configurationIndex);
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
             * Decodes an AddLearnerNodeRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.AddLearnerNodeRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.AddLearnerNodeRequest & raft.v1.AddLearnerNodeRequest.$Shape} AddLearnerNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AddLearnerNodeRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.AddLearnerNodeRequest();
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
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
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
             * Gets the type url for AddLearnerNodeRequest
             * @function getTypeUrl
             * @memberof raft.v1.AddLearnerNodeRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AddLearnerNodeRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.AddLearnerNodeRequest";
            };

            return AddLearnerNodeRequest;
        })();

        v1.AddNodeRequest = (function() {

            /**
             * Properties of an AddNodeRequest.
             * @typedef {Object} raft.v1.AddNodeRequest.$Properties
             * @property {number|null} [configurationIndex] AddNodeRequest configurationIndex
             * @property {number|null} [nodeId] AddNodeRequest nodeId
             * @property {number|null} [replacesNodeId] AddNodeRequest replacesNodeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AddNodeRequest.
             * @memberof raft.v1
             * @interface IAddNodeRequest
             * @augments raft.v1.AddNodeRequest.$Properties
             * @deprecated Use raft.v1.AddNodeRequest.$Properties instead.
             */

            /**
             * Shape of an AddNodeRequest.
             * @typedef {raft.v1.AddNodeRequest.$Properties} raft.v1.AddNodeRequest.$Shape
             */

            /**
             * Constructs a new AddNodeRequest.
             * @memberof raft.v1
             * @classdesc Represents an AddNodeRequest.
             * @constructor
             * @param {raft.v1.AddNodeRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AddNodeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AddNodeRequest configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.AddNodeRequest
             * @instance
             */
            AddNodeRequest.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AddNodeRequest nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.AddNodeRequest
             * @instance
             */
            AddNodeRequest.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AddNodeRequest replacesNodeId.
             * @member {number} replacesNodeId
             * @memberof raft.v1.AddNodeRequest
             * @instance
             */
            AddNodeRequest.prototype.replacesNodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new AddNodeRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.AddNodeRequest
             * @static
             * @param {raft.v1.AddNodeRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.AddNodeRequest} AddNodeRequest instance
             * @type {{
             *   (properties: raft.v1.AddNodeRequest.$Shape): raft.v1.AddNodeRequest & raft.v1.AddNodeRequest.$Shape;
             *   (properties?: raft.v1.AddNodeRequest.$Properties): raft.v1.AddNodeRequest;
             * }}
             */
            AddNodeRequest.create = function(properties) {
                return new AddNodeRequest(properties);
            };

            /**
             * Encodes the specified AddNodeRequest message. Does not implicitly {@link raft.v1.AddNodeRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.AddNodeRequest
             * @static
             * @param {raft.v1.AddNodeRequest.$Properties} message AddNodeRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AddNodeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.configurationIndex);
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nodeId);
                if (message.replacesNodeId != null && $Object.hasOwnProperty.call(message, "replacesNodeId") && (typeof message.replacesNodeId === "object" ? message.replacesNodeId.low || message.replacesNodeId.high : message.replacesNodeId !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.replacesNodeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AddNodeRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.AddNodeRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.AddNodeRequest & raft.v1.AddNodeRequest.$Shape} AddNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AddNodeRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.AddNodeRequest();
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
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
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
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.replacesNodeId = value;
                            else
                                delete message.replacesNodeId;
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
             * Gets the type url for AddNodeRequest
             * @function getTypeUrl
             * @memberof raft.v1.AddNodeRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AddNodeRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.AddNodeRequest";
            };

            return AddNodeRequest;
        })();

        v1.RemoveNodeRequest = (function() {

            /**
             * Properties of a RemoveNodeRequest.
             * @typedef {Object} raft.v1.RemoveNodeRequest.$Properties
             * @property {number|null} [configurationIndex] RemoveNodeRequest configurationIndex
             * @property {number|null} [nodeId] RemoveNodeRequest nodeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RemoveNodeRequest.
             * @memberof raft.v1
             * @interface IRemoveNodeRequest
             * @augments raft.v1.RemoveNodeRequest.$Properties
             * @deprecated Use raft.v1.RemoveNodeRequest.$Properties instead.
             */

            /**
             * Shape of a RemoveNodeRequest.
             * @typedef {raft.v1.RemoveNodeRequest.$Properties} raft.v1.RemoveNodeRequest.$Shape
             */

            /**
             * Constructs a new RemoveNodeRequest.
             * @memberof raft.v1
             * @classdesc Represents a RemoveNodeRequest.
             * @constructor
             * @param {raft.v1.RemoveNodeRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RemoveNodeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RemoveNodeRequest configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.RemoveNodeRequest
             * @instance
             */
            RemoveNodeRequest.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RemoveNodeRequest nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.RemoveNodeRequest
             * @instance
             */
            RemoveNodeRequest.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new RemoveNodeRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.RemoveNodeRequest
             * @static
             * @param {raft.v1.RemoveNodeRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.RemoveNodeRequest} RemoveNodeRequest instance
             * @type {{
             *   (properties: raft.v1.RemoveNodeRequest.$Shape): raft.v1.RemoveNodeRequest & raft.v1.RemoveNodeRequest.$Shape;
             *   (properties?: raft.v1.RemoveNodeRequest.$Properties): raft.v1.RemoveNodeRequest;
             * }}
             */
            RemoveNodeRequest.create = function(properties) {
                return new RemoveNodeRequest(properties);
            };

            /**
             * Encodes the specified RemoveNodeRequest message. Does not implicitly {@link raft.v1.RemoveNodeRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.RemoveNodeRequest
             * @static
             * @param {raft.v1.RemoveNodeRequest.$Properties} message RemoveNodeRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RemoveNodeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.configurationIndex);
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nodeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RemoveNodeRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.RemoveNodeRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.RemoveNodeRequest & raft.v1.RemoveNodeRequest.$Shape} RemoveNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RemoveNodeRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.RemoveNodeRequest();
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
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
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
             * Gets the type url for RemoveNodeRequest
             * @function getTypeUrl
             * @memberof raft.v1.RemoveNodeRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RemoveNodeRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.RemoveNodeRequest";
            };

            return RemoveNodeRequest;
        })();

        v1.MembershipResponse = (function() {

            /**
             * Properties of a MembershipResponse.
             * @typedef {Object} raft.v1.MembershipResponse.$Properties
             * @property {number|null} [configurationIndex] MembershipResponse configurationIndex
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MembershipResponse.
             * @memberof raft.v1
             * @interface IMembershipResponse
             * @augments raft.v1.MembershipResponse.$Properties
             * @deprecated Use raft.v1.MembershipResponse.$Properties instead.
             */

            /**
             * Shape of a MembershipResponse.
             * @typedef {raft.v1.MembershipResponse.$Properties} raft.v1.MembershipResponse.$Shape
             */

            /**
             * Constructs a new MembershipResponse.
             * @memberof raft.v1
             * @classdesc Represents a MembershipResponse.
             * @constructor
             * @param {raft.v1.MembershipResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MembershipResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MembershipResponse configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.MembershipResponse
             * @instance
             */
            MembershipResponse.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new MembershipResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.MembershipResponse
             * @static
             * @param {raft.v1.MembershipResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.MembershipResponse} MembershipResponse instance
             * @type {{
             *   (properties: raft.v1.MembershipResponse.$Shape): raft.v1.MembershipResponse & raft.v1.MembershipResponse.$Shape;
             *   (properties?: raft.v1.MembershipResponse.$Properties): raft.v1.MembershipResponse;
             * }}
             */
            MembershipResponse.create = function(properties) {
                return new MembershipResponse(properties);
            };

            /**
             * Encodes the specified MembershipResponse message. Does not implicitly {@link raft.v1.MembershipResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.MembershipResponse
             * @static
             * @param {raft.v1.MembershipResponse.$Properties} message MembershipResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MembershipResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.configurationIndex);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MembershipResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.MembershipResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.MembershipResponse & raft.v1.MembershipResponse.$Shape} MembershipResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MembershipResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.MembershipResponse();
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
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
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
             * Gets the type url for MembershipResponse
             * @function getTypeUrl
             * @memberof raft.v1.MembershipResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MembershipResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.MembershipResponse";
            };

            return MembershipResponse;
        })();

        v1.TransferLeadershipRequest = (function() {

            /**
             * Properties of a TransferLeadershipRequest.
             * @typedef {Object} raft.v1.TransferLeadershipRequest.$Properties
             * @property {number|null} [configurationIndex] TransferLeadershipRequest configurationIndex
             * @property {number|null} [nodeId] TransferLeadershipRequest nodeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TransferLeadershipRequest.
             * @memberof raft.v1
             * @interface ITransferLeadershipRequest
             * @augments raft.v1.TransferLeadershipRequest.$Properties
             * @deprecated Use raft.v1.TransferLeadershipRequest.$Properties instead.
             */

            /**
             * Shape of a TransferLeadershipRequest.
             * @typedef {raft.v1.TransferLeadershipRequest.$Properties} raft.v1.TransferLeadershipRequest.$Shape
             */

            /**
             * Constructs a new TransferLeadershipRequest.
             * @memberof raft.v1
             * @classdesc Represents a TransferLeadershipRequest.
             * @constructor
             * @param {raft.v1.TransferLeadershipRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TransferLeadershipRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TransferLeadershipRequest configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.TransferLeadershipRequest
             * @instance
             */
            TransferLeadershipRequest.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TransferLeadershipRequest nodeId.
             * @member {number} nodeId
             * @memberof raft.v1.TransferLeadershipRequest
             * @instance
             */
            TransferLeadershipRequest.prototype.nodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new TransferLeadershipRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.TransferLeadershipRequest
             * @static
             * @param {raft.v1.TransferLeadershipRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.TransferLeadershipRequest} TransferLeadershipRequest instance
             * @type {{
             *   (properties: raft.v1.TransferLeadershipRequest.$Shape): raft.v1.TransferLeadershipRequest & raft.v1.TransferLeadershipRequest.$Shape;
             *   (properties?: raft.v1.TransferLeadershipRequest.$Properties): raft.v1.TransferLeadershipRequest;
             * }}
             */
            TransferLeadershipRequest.create = function(properties) {
                return new TransferLeadershipRequest(properties);
            };

            /**
             * Encodes the specified TransferLeadershipRequest message. Does not implicitly {@link raft.v1.TransferLeadershipRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.TransferLeadershipRequest
             * @static
             * @param {raft.v1.TransferLeadershipRequest.$Properties} message TransferLeadershipRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TransferLeadershipRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.configurationIndex);
                if (message.nodeId != null && $Object.hasOwnProperty.call(message, "nodeId") && (typeof message.nodeId === "object" ? message.nodeId.low || message.nodeId.high : message.nodeId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.nodeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TransferLeadershipRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.TransferLeadershipRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.TransferLeadershipRequest & raft.v1.TransferLeadershipRequest.$Shape} TransferLeadershipRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TransferLeadershipRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.TransferLeadershipRequest();
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
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
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
             * Gets the type url for TransferLeadershipRequest
             * @function getTypeUrl
             * @memberof raft.v1.TransferLeadershipRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TransferLeadershipRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.TransferLeadershipRequest";
            };

            return TransferLeadershipRequest;
        })();

        v1.TransferLeadershipResponse = (function() {

            /**
             * Properties of a TransferLeadershipResponse.
             * @typedef {Object} raft.v1.TransferLeadershipResponse.$Properties
             * @property {number|null} [leaderId] TransferLeadershipResponse leaderId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TransferLeadershipResponse.
             * @memberof raft.v1
             * @interface ITransferLeadershipResponse
             * @augments raft.v1.TransferLeadershipResponse.$Properties
             * @deprecated Use raft.v1.TransferLeadershipResponse.$Properties instead.
             */

            /**
             * Shape of a TransferLeadershipResponse.
             * @typedef {raft.v1.TransferLeadershipResponse.$Properties} raft.v1.TransferLeadershipResponse.$Shape
             */

            /**
             * Constructs a new TransferLeadershipResponse.
             * @memberof raft.v1
             * @classdesc Represents a TransferLeadershipResponse.
             * @constructor
             * @param {raft.v1.TransferLeadershipResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TransferLeadershipResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TransferLeadershipResponse leaderId.
             * @member {number} leaderId
             * @memberof raft.v1.TransferLeadershipResponse
             * @instance
             */
            TransferLeadershipResponse.prototype.leaderId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new TransferLeadershipResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.TransferLeadershipResponse
             * @static
             * @param {raft.v1.TransferLeadershipResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.TransferLeadershipResponse} TransferLeadershipResponse instance
             * @type {{
             *   (properties: raft.v1.TransferLeadershipResponse.$Shape): raft.v1.TransferLeadershipResponse & raft.v1.TransferLeadershipResponse.$Shape;
             *   (properties?: raft.v1.TransferLeadershipResponse.$Properties): raft.v1.TransferLeadershipResponse;
             * }}
             */
            TransferLeadershipResponse.create = function(properties) {
                return new TransferLeadershipResponse(properties);
            };

            /**
             * Encodes the specified TransferLeadershipResponse message. Does not implicitly {@link raft.v1.TransferLeadershipResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.TransferLeadershipResponse
             * @static
             * @param {raft.v1.TransferLeadershipResponse.$Properties} message TransferLeadershipResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TransferLeadershipResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.leaderId != null && $Object.hasOwnProperty.call(message, "leaderId") && (typeof message.leaderId === "object" ? message.leaderId.low || message.leaderId.high : message.leaderId !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.leaderId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TransferLeadershipResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.TransferLeadershipResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.TransferLeadershipResponse & raft.v1.TransferLeadershipResponse.$Shape} TransferLeadershipResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TransferLeadershipResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.TransferLeadershipResponse();
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
                                message.leaderId = value;
                            else
                                delete message.leaderId;
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
             * Gets the type url for TransferLeadershipResponse
             * @function getTypeUrl
             * @memberof raft.v1.TransferLeadershipResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TransferLeadershipResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.TransferLeadershipResponse";
            };

            return TransferLeadershipResponse;
        })();

        v1.SnapshotRequest = (function() {

            /**
             * Properties of a SnapshotRequest.
             * @typedef {Object} raft.v1.SnapshotRequest.$Properties
             * @property {number|null} [configurationIndex] SnapshotRequest configurationIndex
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotRequest.
             * @memberof raft.v1
             * @interface ISnapshotRequest
             * @augments raft.v1.SnapshotRequest.$Properties
             * @deprecated Use raft.v1.SnapshotRequest.$Properties instead.
             */

            /**
             * Shape of a SnapshotRequest.
             * @typedef {raft.v1.SnapshotRequest.$Properties} raft.v1.SnapshotRequest.$Shape
             */

            /**
             * Constructs a new SnapshotRequest.
             * @memberof raft.v1
             * @classdesc Represents a SnapshotRequest.
             * @constructor
             * @param {raft.v1.SnapshotRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotRequest configurationIndex.
             * @member {number} configurationIndex
             * @memberof raft.v1.SnapshotRequest
             * @instance
             */
            SnapshotRequest.prototype.configurationIndex = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SnapshotRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.SnapshotRequest
             * @static
             * @param {raft.v1.SnapshotRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.SnapshotRequest} SnapshotRequest instance
             * @type {{
             *   (properties: raft.v1.SnapshotRequest.$Shape): raft.v1.SnapshotRequest & raft.v1.SnapshotRequest.$Shape;
             *   (properties?: raft.v1.SnapshotRequest.$Properties): raft.v1.SnapshotRequest;
             * }}
             */
            SnapshotRequest.create = function(properties) {
                return new SnapshotRequest(properties);
            };

            /**
             * Encodes the specified SnapshotRequest message. Does not implicitly {@link raft.v1.SnapshotRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.SnapshotRequest
             * @static
             * @param {raft.v1.SnapshotRequest.$Properties} message SnapshotRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.configurationIndex != null && $Object.hasOwnProperty.call(message, "configurationIndex") && (typeof message.configurationIndex === "object" ? message.configurationIndex.low || message.configurationIndex.high : message.configurationIndex !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.configurationIndex);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.SnapshotRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotRequest & raft.v1.SnapshotRequest.$Shape} SnapshotRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.SnapshotRequest();
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
                                message.configurationIndex = value;
                            else
                                delete message.configurationIndex;
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
             * Gets the type url for SnapshotRequest
             * @function getTypeUrl
             * @memberof raft.v1.SnapshotRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SnapshotRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.SnapshotRequest";
            };

            return SnapshotRequest;
        })();

        v1.SnapshotResponse = (function() {

            /**
             * Properties of a SnapshotResponse.
             * @typedef {Object} raft.v1.SnapshotResponse.$Properties
             * @property {number|null} [index] SnapshotResponse index
             * @property {number|null} [term] SnapshotResponse term
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotResponse.
             * @memberof raft.v1
             * @interface ISnapshotResponse
             * @augments raft.v1.SnapshotResponse.$Properties
             * @deprecated Use raft.v1.SnapshotResponse.$Properties instead.
             */

            /**
             * Shape of a SnapshotResponse.
             * @typedef {raft.v1.SnapshotResponse.$Properties} raft.v1.SnapshotResponse.$Shape
             */

            /**
             * Constructs a new SnapshotResponse.
             * @memberof raft.v1
             * @classdesc Represents a SnapshotResponse.
             * @constructor
             * @param {raft.v1.SnapshotResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotResponse index.
             * @member {number} index
             * @memberof raft.v1.SnapshotResponse
             * @instance
             */
            SnapshotResponse.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotResponse term.
             * @member {number} term
             * @memberof raft.v1.SnapshotResponse
             * @instance
             */
            SnapshotResponse.prototype.term = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SnapshotResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.SnapshotResponse
             * @static
             * @param {raft.v1.SnapshotResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.SnapshotResponse} SnapshotResponse instance
             * @type {{
             *   (properties: raft.v1.SnapshotResponse.$Shape): raft.v1.SnapshotResponse & raft.v1.SnapshotResponse.$Shape;
             *   (properties?: raft.v1.SnapshotResponse.$Properties): raft.v1.SnapshotResponse;
             * }}
             */
            SnapshotResponse.create = function(properties) {
                return new SnapshotResponse(properties);
            };

            /**
             * Encodes the specified SnapshotResponse message. Does not implicitly {@link raft.v1.SnapshotResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.SnapshotResponse
             * @static
             * @param {raft.v1.SnapshotResponse.$Properties} message SnapshotResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.index);
                if (message.term != null && $Object.hasOwnProperty.call(message, "term") && (typeof message.term === "object" ? message.term.low || message.term.high : message.term !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.term);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.SnapshotResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotResponse & raft.v1.SnapshotResponse.$Shape} SnapshotResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.SnapshotResponse();
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
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.term = value;
                            else
                                delete message.term;
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
             * Gets the type url for SnapshotResponse
             * @function getTypeUrl
             * @memberof raft.v1.SnapshotResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SnapshotResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.SnapshotResponse";
            };

            return SnapshotResponse;
        })();

        v1.HashStateRequest = (function() {

            /**
             * Properties of a HashStateRequest.
             * @typedef {Object} raft.v1.HashStateRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HashStateRequest.
             * @memberof raft.v1
             * @interface IHashStateRequest
             * @augments raft.v1.HashStateRequest.$Properties
             * @deprecated Use raft.v1.HashStateRequest.$Properties instead.
             */

            /**
             * Shape of a HashStateRequest.
             * @typedef {raft.v1.HashStateRequest.$Properties} raft.v1.HashStateRequest.$Shape
             */

            /**
             * Constructs a new HashStateRequest.
             * @memberof raft.v1
             * @classdesc Represents a HashStateRequest.
             * @constructor
             * @param {raft.v1.HashStateRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HashStateRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new HashStateRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.HashStateRequest
             * @static
             * @param {raft.v1.HashStateRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.HashStateRequest} HashStateRequest instance
             * @type {{
             *   (properties: raft.v1.HashStateRequest.$Shape): raft.v1.HashStateRequest & raft.v1.HashStateRequest.$Shape;
             *   (properties?: raft.v1.HashStateRequest.$Properties): raft.v1.HashStateRequest;
             * }}
             */
            HashStateRequest.create = function(properties) {
                return new HashStateRequest(properties);
            };

            /**
             * Encodes the specified HashStateRequest message. Does not implicitly {@link raft.v1.HashStateRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.HashStateRequest
             * @static
             * @param {raft.v1.HashStateRequest.$Properties} message HashStateRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HashStateRequest.encode = function (message, writer, _depth) {
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
             * Decodes a HashStateRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.HashStateRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.HashStateRequest & raft.v1.HashStateRequest.$Shape} HashStateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HashStateRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.HashStateRequest();
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
             * Gets the type url for HashStateRequest
             * @function getTypeUrl
             * @memberof raft.v1.HashStateRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HashStateRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.HashStateRequest";
            };

            return HashStateRequest;
        })();

        v1.HashStateResponse = (function() {

            /**
             * Properties of a HashStateResponse.
             * @typedef {Object} raft.v1.HashStateResponse.$Properties
             * @property {number|null} [index] HashStateResponse index
             * @property {Uint8Array|null} [hash] HashStateResponse hash
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HashStateResponse.
             * @memberof raft.v1
             * @interface IHashStateResponse
             * @augments raft.v1.HashStateResponse.$Properties
             * @deprecated Use raft.v1.HashStateResponse.$Properties instead.
             */

            /**
             * Shape of a HashStateResponse.
             * @typedef {raft.v1.HashStateResponse.$Properties} raft.v1.HashStateResponse.$Shape
             */

            /**
             * Constructs a new HashStateResponse.
             * @memberof raft.v1
             * @classdesc Represents a HashStateResponse.
             * @constructor
             * @param {raft.v1.HashStateResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HashStateResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HashStateResponse index.
             * @member {number} index
             * @memberof raft.v1.HashStateResponse
             * @instance
             */
            HashStateResponse.prototype.index = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * HashStateResponse hash.
             * @member {Uint8Array} hash
             * @memberof raft.v1.HashStateResponse
             * @instance
             */
            HashStateResponse.prototype.hash = $util.newBuffer([]);

            /**
             * Creates a new HashStateResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.HashStateResponse
             * @static
             * @param {raft.v1.HashStateResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.HashStateResponse} HashStateResponse instance
             * @type {{
             *   (properties: raft.v1.HashStateResponse.$Shape): raft.v1.HashStateResponse & raft.v1.HashStateResponse.$Shape;
             *   (properties?: raft.v1.HashStateResponse.$Properties): raft.v1.HashStateResponse;
             * }}
             */
            HashStateResponse.create = function(properties) {
                return new HashStateResponse(properties);
            };

            /**
             * Encodes the specified HashStateResponse message. Does not implicitly {@link raft.v1.HashStateResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.HashStateResponse
             * @static
             * @param {raft.v1.HashStateResponse.$Properties} message HashStateResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HashStateResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && (typeof message.index === "object" ? message.index.low || message.index.high : message.index !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.index);
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hash);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HashStateResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.HashStateResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.HashStateResponse & raft.v1.HashStateResponse.$Shape} HashStateResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HashStateResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.HashStateResponse();
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
                                message.hash = value;
                            else
                                delete message.hash;
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
             * Gets the type url for HashStateResponse
             * @function getTypeUrl
             * @memberof raft.v1.HashStateResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HashStateResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.HashStateResponse";
            };

            return HashStateResponse;
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
             * Callback as used by {@link raft.v1.Client#openSession}.
             * @memberof raft.v1.Client
             * @typedef OpenSessionCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.OpenSessionResponse} [response] OpenSessionResponse
             */

            /**
             * Calls OpenSession.
             * @memberof raft.v1.Client
             * @typedef OpenSession
             * @type {{
             *   (request: raft.v1.IOpenSessionRequest, callback: raft.v1.Client.OpenSessionCallback): void;
             *   (request: raft.v1.IOpenSessionRequest): Promise<raft.v1.OpenSessionResponse>;
             *   readonly name: "OpenSession";
             *   readonly path: "/raft.v1.Client/OpenSession";
             *   readonly requestType: "OpenSessionRequest";
             *   readonly responseType: "OpenSessionResponse";
             *   readonly requestStream: undefined;
             *   readonly responseStream: undefined;
             * }}
             */

            /**
             * Calls OpenSession.
             * @name raft.v1.Client#openSession
             * @type {raft.v1.Client.OpenSession}
             */
            $Object.defineProperties(Client.prototype.openSession = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Client.prototype.openSession, $root.raft.v1.OpenSessionRequest, $root.raft.v1.OpenSessionResponse, request, callback);
            }, {
                name: { value: "OpenSession" },
                path: { value: "/raft.v1.Client/OpenSession" },
                requestType: { value: "OpenSessionRequest" },
                responseType: { value: "OpenSessionResponse" },
                requestStream: { value: $undefined },
                responseStream: { value: $undefined }
            });

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

        v1.OpenSessionRequest = (function() {

            /**
             * Properties of an OpenSessionRequest.
             * @typedef {Object} raft.v1.OpenSessionRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OpenSessionRequest.
             * @memberof raft.v1
             * @interface IOpenSessionRequest
             * @augments raft.v1.OpenSessionRequest.$Properties
             * @deprecated Use raft.v1.OpenSessionRequest.$Properties instead.
             */

            /**
             * Shape of an OpenSessionRequest.
             * @typedef {raft.v1.OpenSessionRequest.$Properties} raft.v1.OpenSessionRequest.$Shape
             */

            /**
             * Constructs a new OpenSessionRequest.
             * @memberof raft.v1
             * @classdesc Represents an OpenSessionRequest.
             * @constructor
             * @param {raft.v1.OpenSessionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OpenSessionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new OpenSessionRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.OpenSessionRequest
             * @static
             * @param {raft.v1.OpenSessionRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.OpenSessionRequest} OpenSessionRequest instance
             * @type {{
             *   (properties: raft.v1.OpenSessionRequest.$Shape): raft.v1.OpenSessionRequest & raft.v1.OpenSessionRequest.$Shape;
             *   (properties?: raft.v1.OpenSessionRequest.$Properties): raft.v1.OpenSessionRequest;
             * }}
             */
            OpenSessionRequest.create = function(properties) {
                return new OpenSessionRequest(properties);
            };

            /**
             * Encodes the specified OpenSessionRequest message. Does not implicitly {@link raft.v1.OpenSessionRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.OpenSessionRequest
             * @static
             * @param {raft.v1.OpenSessionRequest.$Properties} message OpenSessionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenSessionRequest.encode = function (message, writer, _depth) {
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
             * Decodes an OpenSessionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.OpenSessionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.OpenSessionRequest & raft.v1.OpenSessionRequest.$Shape} OpenSessionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenSessionRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.OpenSessionRequest();
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
             * Gets the type url for OpenSessionRequest
             * @function getTypeUrl
             * @memberof raft.v1.OpenSessionRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OpenSessionRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.OpenSessionRequest";
            };

            return OpenSessionRequest;
        })();

        v1.OpenSessionResponse = (function() {

            /**
             * Properties of an OpenSessionResponse.
             * @typedef {Object} raft.v1.OpenSessionResponse.$Properties
             * @property {number|null} [clientId] OpenSessionResponse clientId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OpenSessionResponse.
             * @memberof raft.v1
             * @interface IOpenSessionResponse
             * @augments raft.v1.OpenSessionResponse.$Properties
             * @deprecated Use raft.v1.OpenSessionResponse.$Properties instead.
             */

            /**
             * Shape of an OpenSessionResponse.
             * @typedef {raft.v1.OpenSessionResponse.$Properties} raft.v1.OpenSessionResponse.$Shape
             */

            /**
             * Constructs a new OpenSessionResponse.
             * @memberof raft.v1
             * @classdesc Represents an OpenSessionResponse.
             * @constructor
             * @param {raft.v1.OpenSessionResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OpenSessionResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OpenSessionResponse clientId.
             * @member {number} clientId
             * @memberof raft.v1.OpenSessionResponse
             * @instance
             */
            OpenSessionResponse.prototype.clientId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new OpenSessionResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.OpenSessionResponse
             * @static
             * @param {raft.v1.OpenSessionResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.OpenSessionResponse} OpenSessionResponse instance
             * @type {{
             *   (properties: raft.v1.OpenSessionResponse.$Shape): raft.v1.OpenSessionResponse & raft.v1.OpenSessionResponse.$Shape;
             *   (properties?: raft.v1.OpenSessionResponse.$Properties): raft.v1.OpenSessionResponse;
             * }}
             */
            OpenSessionResponse.create = function(properties) {
                return new OpenSessionResponse(properties);
            };

            /**
             * Encodes the specified OpenSessionResponse message. Does not implicitly {@link raft.v1.OpenSessionResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.OpenSessionResponse
             * @static
             * @param {raft.v1.OpenSessionResponse.$Properties} message OpenSessionResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenSessionResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && (typeof message.clientId === "object" ? message.clientId.low || message.clientId.high : message.clientId !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.clientId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OpenSessionResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.OpenSessionResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.OpenSessionResponse & raft.v1.OpenSessionResponse.$Shape} OpenSessionResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenSessionResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.OpenSessionResponse();
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
                                message.clientId = value;
                            else
                                delete message.clientId;
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
             * Gets the type url for OpenSessionResponse
             * @function getTypeUrl
             * @memberof raft.v1.OpenSessionResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OpenSessionResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.OpenSessionResponse";
            };

            return OpenSessionResponse;
        })();

        v1.ProposeRequest = (function() {

            /**
             * Properties of a ProposeRequest.
             * @typedef {Object} raft.v1.ProposeRequest.$Properties
             * @property {number|null} [sequence] ProposeRequest sequence
             * @property {Uint8Array|null} [data] ProposeRequest data
             * @property {number|null} [clientId] ProposeRequest clientId
             * @property {number|null} [acknowledged] ProposeRequest acknowledged
             * @property {boolean|null} [requireLeader] ProposeRequest requireLeader
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
             * ProposeRequest clientId.
             * @member {number} clientId
             * @memberof raft.v1.ProposeRequest
             * @instance
             */
            ProposeRequest.prototype.clientId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProposeRequest acknowledged.
             * @member {number} acknowledged
             * @memberof raft.v1.ProposeRequest
             * @instance
             */
            ProposeRequest.prototype.acknowledged = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProposeRequest requireLeader.
             * @member {boolean} requireLeader
             * @memberof raft.v1.ProposeRequest
             * @instance
             */
            ProposeRequest.prototype.requireLeader = false;

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
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && (typeof message.clientId === "object" ? message.clientId.low || message.clientId.high : message.clientId !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.clientId);
                if (message.acknowledged != null && $Object.hasOwnProperty.call(message, "acknowledged") && (typeof message.acknowledged === "object" ? message.acknowledged.low || message.acknowledged.high : message.acknowledged !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.acknowledged);
                if (message.requireLeader != null && $Object.hasOwnProperty.call(message, "requireLeader") && message.requireLeader !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.requireLeader);
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
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.clientId = value;
                            else
                                delete message.clientId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.acknowledged = value;
                            else
                                delete message.acknowledged;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.requireLeader = value;
                            else
                                delete message.requireLeader;
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

        v1.Transport = (function() {

            /**
             * Constructs a new Transport service.
             * @memberof raft.v1
             * @classdesc Represents a Transport
             * @extends $protobuf.rpc.Service
             * @constructor
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             */
            const Transport = function(rpcImpl, requestDelimited, responseDelimited) {
                $protobuf.rpc.Service.call(this, rpcImpl, requestDelimited, responseDelimited);
            };

            $Object.defineProperty(Transport.prototype = $Object.create($protobuf.rpc.Service.prototype), "constructor", { value: Transport, writable: true, enumerable: false, configurable: true });

            /**
             * Creates new Transport service using the specified rpc implementation.
             * @function create
             * @memberof raft.v1.Transport
             * @static
             * @param {$protobuf.RPCImpl} rpcImpl RPC implementation
             * @param {boolean} [requestDelimited=false] Whether requests are length-delimited
             * @param {boolean} [responseDelimited=false] Whether responses are length-delimited
             * @returns {Transport} RPC service. Useful where requests and/or responses are streamed.
             */
            Transport.create = function(rpcImpl, requestDelimited, responseDelimited) {
                return new this(rpcImpl, requestDelimited, responseDelimited);
            };

            /**
             * Callback as used by {@link raft.v1.Transport#messages}.
             * @memberof raft.v1.Transport
             * @typedef MessagesCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.MessagesResponse} [response] MessagesResponse
             */

            /**
             * Calls Messages.
             * @memberof raft.v1.Transport
             * @typedef Messages
             * @type {{
             *   (request: raft.v1.IMessagesRequest, callback: raft.v1.Transport.MessagesCallback): void;
             *   (request: raft.v1.IMessagesRequest): Promise<raft.v1.MessagesResponse>;
             *   readonly name: "Messages";
             *   readonly path: "/raft.v1.Transport/Messages";
             *   readonly requestType: "MessagesRequest";
             *   readonly responseType: "MessagesResponse";
             *   readonly requestStream: true;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls Messages.
             * @name raft.v1.Transport#messages
             * @type {raft.v1.Transport.Messages}
             */
            $Object.defineProperties(Transport.prototype.messages = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Transport.prototype.messages, $root.raft.v1.MessagesRequest, $root.raft.v1.MessagesResponse, request, callback);
            }, {
                name: { value: "Messages" },
                path: { value: "/raft.v1.Transport/Messages" },
                requestType: { value: "MessagesRequest" },
                responseType: { value: "MessagesResponse" },
                requestStream: { value: true },
                responseStream: { value: true }
            });

            /**
             * Callback as used by {@link raft.v1.Transport#sendSnapshot}.
             * @memberof raft.v1.Transport
             * @typedef SendSnapshotCallback
             * @type {function}
             * @param {Error|null} error Error, if any
             * @param {raft.v1.SendSnapshotResponse} [response] SendSnapshotResponse
             */

            /**
             * Calls SendSnapshot.
             * @memberof raft.v1.Transport
             * @typedef SendSnapshot
             * @type {{
             *   (request: raft.v1.ISendSnapshotRequest, callback: raft.v1.Transport.SendSnapshotCallback): void;
             *   (request: raft.v1.ISendSnapshotRequest): Promise<raft.v1.SendSnapshotResponse>;
             *   readonly name: "SendSnapshot";
             *   readonly path: "/raft.v1.Transport/SendSnapshot";
             *   readonly requestType: "SendSnapshotRequest";
             *   readonly responseType: "SendSnapshotResponse";
             *   readonly requestStream: true;
             *   readonly responseStream: true;
             * }}
             */

            /**
             * Calls SendSnapshot.
             * @name raft.v1.Transport#sendSnapshot
             * @type {raft.v1.Transport.SendSnapshot}
             */
            $Object.defineProperties(Transport.prototype.sendSnapshot = function(request, callback) {
                return $protobuf.rpc.Service.prototype.rpcCall.call(this, Transport.prototype.sendSnapshot, $root.raft.v1.SendSnapshotRequest, $root.raft.v1.SendSnapshotResponse, request, callback);
            }, {
                name: { value: "SendSnapshot" },
                path: { value: "/raft.v1.Transport/SendSnapshot" },
                requestType: { value: "SendSnapshotRequest" },
                responseType: { value: "SendSnapshotResponse" },
                requestStream: { value: true },
                responseStream: { value: true }
            });

            return Transport;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} raft.v1.Hello.$Properties
             * @property {string|null} [clusterId] Hello clusterId
             * @property {number|null} [fromNodeId] Hello fromNodeId
             * @property {string|null} [fromStoreId] Hello fromStoreId
             * @property {string|null} [fromAddress] Hello fromAddress
             * @property {number|null} [toNodeId] Hello toNodeId
             * @property {string|null} [toStoreId] Hello toStoreId
             * @property {number|null} [formatVersionMin] Hello formatVersionMin
             * @property {number|null} [formatVersionMax] Hello formatVersionMax
             * @property {number|null} [epoch] Hello epoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof raft.v1
             * @interface IHello
             * @augments raft.v1.Hello.$Properties
             * @deprecated Use raft.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {raft.v1.Hello.$Properties} raft.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof raft.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {raft.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello clusterId.
             * @member {string} clusterId
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.clusterId = "";

            /**
             * Hello fromNodeId.
             * @member {number} fromNodeId
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.fromNodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello fromStoreId.
             * @member {string} fromStoreId
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.fromStoreId = "";

            /**
             * Hello fromAddress.
             * @member {string} fromAddress
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.fromAddress = "";

            /**
             * Hello toNodeId.
             * @member {number} toNodeId
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.toNodeId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello toStoreId.
             * @member {string} toStoreId
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.toStoreId = "";

            /**
             * Hello formatVersionMin.
             * @member {number} formatVersionMin
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.formatVersionMin = 0;

            /**
             * Hello formatVersionMax.
             * @member {number} formatVersionMax
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.formatVersionMax = 0;

            /**
             * Hello epoch.
             * @member {number} epoch
             * @memberof raft.v1.Hello
             * @instance
             */
            Hello.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Hello instance using the specified properties.
             * @function create
             * @memberof raft.v1.Hello
             * @static
             * @param {raft.v1.Hello.$Properties=} [properties] Properties to set
             * @returns {raft.v1.Hello} Hello instance
             * @type {{
             *   (properties: raft.v1.Hello.$Shape): raft.v1.Hello & raft.v1.Hello.$Shape;
             *   (properties?: raft.v1.Hello.$Properties): raft.v1.Hello;
             * }}
             */
            Hello.create = function(properties) {
                return new Hello(properties);
            };

            /**
             * Encodes the specified Hello message. Does not implicitly {@link raft.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.Hello
             * @static
             * @param {raft.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && message.clusterId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.clusterId);
                if (message.fromNodeId != null && $Object.hasOwnProperty.call(message, "fromNodeId") && (typeof message.fromNodeId === "object" ? message.fromNodeId.low || message.fromNodeId.high : message.fromNodeId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fromNodeId);
                if (message.fromStoreId != null && $Object.hasOwnProperty.call(message, "fromStoreId") && message.fromStoreId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.fromStoreId);
                if (message.fromAddress != null && $Object.hasOwnProperty.call(message, "fromAddress") && message.fromAddress !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.fromAddress);
                if (message.toNodeId != null && $Object.hasOwnProperty.call(message, "toNodeId") && (typeof message.toNodeId === "object" ? message.toNodeId.low || message.toNodeId.high : message.toNodeId !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.toNodeId);
                if (message.toStoreId != null && $Object.hasOwnProperty.call(message, "toStoreId") && message.toStoreId !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.toStoreId);
                if (message.formatVersionMin != null && $Object.hasOwnProperty.call(message, "formatVersionMin") && message.formatVersionMin !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.formatVersionMin);
                if (message.formatVersionMax != null && $Object.hasOwnProperty.call(message, "formatVersionMax") && message.formatVersionMax !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.formatVersionMax);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.epoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.Hello & raft.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.Hello();
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
                                message.fromNodeId = value;
                            else
                                delete message.fromNodeId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.fromStoreId = value;
                            else
                                delete message.fromStoreId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.fromAddress = value;
                            else
                                delete message.fromAddress;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.toNodeId = value;
                            else
                                delete message.toNodeId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.toStoreId = value;
                            else
                                delete message.toStoreId;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.formatVersionMin = value;
                            else
                                delete message.formatVersionMin;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.formatVersionMax = value;
                            else
                                delete message.formatVersionMax;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.epoch = value;
                            else
                                delete message.epoch;
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
             * Gets the type url for Hello
             * @function getTypeUrl
             * @memberof raft.v1.Hello
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Hello.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.Hello";
            };

            return Hello;
        })();

        v1.Frame = (function() {

            /**
             * Properties of a Frame.
             * @typedef {Object} raft.v1.Frame.$Properties
             * @property {number|null} [number] Frame number
             * @property {Array.<eraftpb.Message.$Properties>|null} [messages] Frame messages
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Frame.
             * @memberof raft.v1
             * @interface IFrame
             * @augments raft.v1.Frame.$Properties
             * @deprecated Use raft.v1.Frame.$Properties instead.
             */

            /**
             * Shape of a Frame.
             * @typedef {raft.v1.Frame.$Properties} raft.v1.Frame.$Shape
             */

            /**
             * Constructs a new Frame.
             * @memberof raft.v1
             * @classdesc Represents a Frame.
             * @constructor
             * @param {raft.v1.Frame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Frame = function (properties) {
                this.messages = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Frame number.
             * @member {number} number
             * @memberof raft.v1.Frame
             * @instance
             */
            Frame.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Frame messages.
             * @member {Array.<eraftpb.Message.$Properties>} messages
             * @memberof raft.v1.Frame
             * @instance
             */
            Frame.prototype.messages = $util.emptyArray;

            /**
             * Creates a new Frame instance using the specified properties.
             * @function create
             * @memberof raft.v1.Frame
             * @static
             * @param {raft.v1.Frame.$Properties=} [properties] Properties to set
             * @returns {raft.v1.Frame} Frame instance
             * @type {{
             *   (properties: raft.v1.Frame.$Shape): raft.v1.Frame & raft.v1.Frame.$Shape;
             *   (properties?: raft.v1.Frame.$Properties): raft.v1.Frame;
             * }}
             */
            Frame.create = function(properties) {
                return new Frame(properties);
            };

            /**
             * Encodes the specified Frame message. Does not implicitly {@link raft.v1.Frame.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.Frame
             * @static
             * @param {raft.v1.Frame.$Properties} message Frame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Frame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.number);
                if (message.messages != null && message.messages.length)
                    for (let i = 0; i < message.messages.length; ++i)
                        $root.eraftpb.Message.encode(message.messages[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.Frame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.Frame & raft.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Frame.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.Frame();
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
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.messages && message.messages.length))
                                message.messages = [];
                            message.messages.push($root.eraftpb.Message.decode(reader, reader.size(), $undefined, _depth + 1));
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
             * Gets the type url for Frame
             * @function getTypeUrl
             * @memberof raft.v1.Frame
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Frame.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.Frame";
            };

            return Frame;
        })();

        v1.MessagesRequest = (function() {

            /**
             * Properties of a MessagesRequest.
             * @typedef {Object} raft.v1.MessagesRequest.$Properties
             * @property {raft.v1.Hello.$Properties|null} [hello] MessagesRequest hello
             * @property {raft.v1.Frame.$Properties|null} [frame] MessagesRequest frame
             * @property {"hello"|"frame"} [request] MessagesRequest request
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MessagesRequest.
             * @memberof raft.v1
             * @interface IMessagesRequest
             * @augments raft.v1.MessagesRequest.$Properties
             * @deprecated Use raft.v1.MessagesRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a MessagesRequest.
             * @typedef {{
             *   hello?: raft.v1.Hello.$Shape|null;
             *   frame?: raft.v1.Frame.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ request?: undefined; hello?: null; frame?: null }|{ request?: "hello"; hello: raft.v1.Hello.$Shape; frame?: null }|{ request?: "frame"; hello?: null; frame: raft.v1.Frame.$Shape })
             * )} raft.v1.MessagesRequest.$Shape
             */

            /**
             * Constructs a new MessagesRequest.
             * @memberof raft.v1
             * @classdesc Represents a MessagesRequest.
             * @constructor
             * @param {raft.v1.MessagesRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MessagesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MessagesRequest hello.
             * @member {raft.v1.Hello.$Properties|null|undefined} hello
             * @memberof raft.v1.MessagesRequest
             * @instance
             */
            MessagesRequest.prototype.hello = null;

            /**
             * MessagesRequest frame.
             * @member {raft.v1.Frame.$Properties|null|undefined} frame
             * @memberof raft.v1.MessagesRequest
             * @instance
             */
            MessagesRequest.prototype.frame = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * MessagesRequest request.
             * @member {"hello"|"frame"|undefined} request
             * @memberof raft.v1.MessagesRequest
             * @instance
             */
            $Object.defineProperty(MessagesRequest.prototype, "request", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "frame"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new MessagesRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.MessagesRequest
             * @static
             * @param {raft.v1.MessagesRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.MessagesRequest} MessagesRequest instance
             * @type {{
             *   (properties: raft.v1.MessagesRequest.$Shape): raft.v1.MessagesRequest & raft.v1.MessagesRequest.$Shape;
             *   (properties?: raft.v1.MessagesRequest.$Properties): raft.v1.MessagesRequest;
             * }}
             */
            MessagesRequest.create = function(properties) {
                return new MessagesRequest(properties);
            };

            /**
             * Encodes the specified MessagesRequest message. Does not implicitly {@link raft.v1.MessagesRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.MessagesRequest
             * @static
             * @param {raft.v1.MessagesRequest.$Properties} message MessagesRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MessagesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.raft.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.frame != null && $Object.hasOwnProperty.call(message, "frame"))
                    $root.raft.v1.Frame.encode(message.frame, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MessagesRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.MessagesRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.MessagesRequest & raft.v1.MessagesRequest.$Shape} MessagesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MessagesRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.MessagesRequest();
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
                            message.hello = $root.raft.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.request = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.frame = $root.raft.v1.Frame.decode(reader, reader.size(), $undefined, _depth + 1, message.frame);
                            message.request = "frame";
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
             * Gets the type url for MessagesRequest
             * @function getTypeUrl
             * @memberof raft.v1.MessagesRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MessagesRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.MessagesRequest";
            };

            return MessagesRequest;
        })();

        v1.MessagesResponse = (function() {

            /**
             * Properties of a MessagesResponse.
             * @typedef {Object} raft.v1.MessagesResponse.$Properties
             * @property {number|null} [received] MessagesResponse received
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MessagesResponse.
             * @memberof raft.v1
             * @interface IMessagesResponse
             * @augments raft.v1.MessagesResponse.$Properties
             * @deprecated Use raft.v1.MessagesResponse.$Properties instead.
             */

            /**
             * Shape of a MessagesResponse.
             * @typedef {raft.v1.MessagesResponse.$Properties} raft.v1.MessagesResponse.$Shape
             */

            /**
             * Constructs a new MessagesResponse.
             * @memberof raft.v1
             * @classdesc Represents a MessagesResponse.
             * @constructor
             * @param {raft.v1.MessagesResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MessagesResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MessagesResponse received.
             * @member {number} received
             * @memberof raft.v1.MessagesResponse
             * @instance
             */
            MessagesResponse.prototype.received = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new MessagesResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.MessagesResponse
             * @static
             * @param {raft.v1.MessagesResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.MessagesResponse} MessagesResponse instance
             * @type {{
             *   (properties: raft.v1.MessagesResponse.$Shape): raft.v1.MessagesResponse & raft.v1.MessagesResponse.$Shape;
             *   (properties?: raft.v1.MessagesResponse.$Properties): raft.v1.MessagesResponse;
             * }}
             */
            MessagesResponse.create = function(properties) {
                return new MessagesResponse(properties);
            };

            /**
             * Encodes the specified MessagesResponse message. Does not implicitly {@link raft.v1.MessagesResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.MessagesResponse
             * @static
             * @param {raft.v1.MessagesResponse.$Properties} message MessagesResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MessagesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.received != null && $Object.hasOwnProperty.call(message, "received") && (typeof message.received === "object" ? message.received.low || message.received.high : message.received !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.received);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MessagesResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.MessagesResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.MessagesResponse & raft.v1.MessagesResponse.$Shape} MessagesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MessagesResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.MessagesResponse();
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
                                message.received = value;
                            else
                                delete message.received;
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
             * Gets the type url for MessagesResponse
             * @function getTypeUrl
             * @memberof raft.v1.MessagesResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MessagesResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.MessagesResponse";
            };

            return MessagesResponse;
        })();

        v1.SnapshotChunk = (function() {

            /**
             * Properties of a SnapshotChunk.
             * @typedef {Object} raft.v1.SnapshotChunk.$Properties
             * @property {number|null} [number] SnapshotChunk number
             * @property {Uint8Array|null} [data] SnapshotChunk data
             * @property {number|null} [crc32c] SnapshotChunk crc32c
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotChunk.
             * @memberof raft.v1
             * @interface ISnapshotChunk
             * @augments raft.v1.SnapshotChunk.$Properties
             * @deprecated Use raft.v1.SnapshotChunk.$Properties instead.
             */

            /**
             * Shape of a SnapshotChunk.
             * @typedef {raft.v1.SnapshotChunk.$Properties} raft.v1.SnapshotChunk.$Shape
             */

            /**
             * Constructs a new SnapshotChunk.
             * @memberof raft.v1
             * @classdesc Represents a SnapshotChunk.
             * @constructor
             * @param {raft.v1.SnapshotChunk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotChunk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotChunk number.
             * @member {number} number
             * @memberof raft.v1.SnapshotChunk
             * @instance
             */
            SnapshotChunk.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotChunk data.
             * @member {Uint8Array} data
             * @memberof raft.v1.SnapshotChunk
             * @instance
             */
            SnapshotChunk.prototype.data = $util.newBuffer([]);

            /**
             * SnapshotChunk crc32c.
             * @member {number} crc32c
             * @memberof raft.v1.SnapshotChunk
             * @instance
             */
            SnapshotChunk.prototype.crc32c = 0;

            /**
             * Creates a new SnapshotChunk instance using the specified properties.
             * @function create
             * @memberof raft.v1.SnapshotChunk
             * @static
             * @param {raft.v1.SnapshotChunk.$Properties=} [properties] Properties to set
             * @returns {raft.v1.SnapshotChunk} SnapshotChunk instance
             * @type {{
             *   (properties: raft.v1.SnapshotChunk.$Shape): raft.v1.SnapshotChunk & raft.v1.SnapshotChunk.$Shape;
             *   (properties?: raft.v1.SnapshotChunk.$Properties): raft.v1.SnapshotChunk;
             * }}
             */
            SnapshotChunk.create = function(properties) {
                return new SnapshotChunk(properties);
            };

            /**
             * Encodes the specified SnapshotChunk message. Does not implicitly {@link raft.v1.SnapshotChunk.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.SnapshotChunk
             * @static
             * @param {raft.v1.SnapshotChunk.$Properties} message SnapshotChunk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotChunk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.number);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.crc32c != null && $Object.hasOwnProperty.call(message, "crc32c") && message.crc32c !== 0)
                    writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.crc32c);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotChunk message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.SnapshotChunk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotChunk & raft.v1.SnapshotChunk.$Shape} SnapshotChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotChunk.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.SnapshotChunk();
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
                                message.number = value;
                            else
                                delete message.number;
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
                    case 3: {
                            if (wireType !== 5)
                                break;
                            if (value = reader.fixed32())
                                message.crc32c = value;
                            else
                                delete message.crc32c;
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
             * Gets the type url for SnapshotChunk
             * @function getTypeUrl
             * @memberof raft.v1.SnapshotChunk
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SnapshotChunk.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.SnapshotChunk";
            };

            return SnapshotChunk;
        })();

        v1.SnapshotEnd = (function() {

            /**
             * Properties of a SnapshotEnd.
             * @typedef {Object} raft.v1.SnapshotEnd.$Properties
             * @property {number|null} [chunks] SnapshotEnd chunks
             * @property {number|null} [bytes] SnapshotEnd bytes
             * @property {Uint8Array|null} [sha256] SnapshotEnd sha256
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotEnd.
             * @memberof raft.v1
             * @interface ISnapshotEnd
             * @augments raft.v1.SnapshotEnd.$Properties
             * @deprecated Use raft.v1.SnapshotEnd.$Properties instead.
             */

            /**
             * Shape of a SnapshotEnd.
             * @typedef {raft.v1.SnapshotEnd.$Properties} raft.v1.SnapshotEnd.$Shape
             */

            /**
             * Constructs a new SnapshotEnd.
             * @memberof raft.v1
             * @classdesc Represents a SnapshotEnd.
             * @constructor
             * @param {raft.v1.SnapshotEnd.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotEnd = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotEnd chunks.
             * @member {number} chunks
             * @memberof raft.v1.SnapshotEnd
             * @instance
             */
            SnapshotEnd.prototype.chunks = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotEnd bytes.
             * @member {number} bytes
             * @memberof raft.v1.SnapshotEnd
             * @instance
             */
            SnapshotEnd.prototype.bytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotEnd sha256.
             * @member {Uint8Array} sha256
             * @memberof raft.v1.SnapshotEnd
             * @instance
             */
            SnapshotEnd.prototype.sha256 = $util.newBuffer([]);

            /**
             * Creates a new SnapshotEnd instance using the specified properties.
             * @function create
             * @memberof raft.v1.SnapshotEnd
             * @static
             * @param {raft.v1.SnapshotEnd.$Properties=} [properties] Properties to set
             * @returns {raft.v1.SnapshotEnd} SnapshotEnd instance
             * @type {{
             *   (properties: raft.v1.SnapshotEnd.$Shape): raft.v1.SnapshotEnd & raft.v1.SnapshotEnd.$Shape;
             *   (properties?: raft.v1.SnapshotEnd.$Properties): raft.v1.SnapshotEnd;
             * }}
             */
            SnapshotEnd.create = function(properties) {
                return new SnapshotEnd(properties);
            };

            /**
             * Encodes the specified SnapshotEnd message. Does not implicitly {@link raft.v1.SnapshotEnd.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.SnapshotEnd
             * @static
             * @param {raft.v1.SnapshotEnd.$Properties} message SnapshotEnd message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotEnd.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.chunks != null && $Object.hasOwnProperty.call(message, "chunks") && (typeof message.chunks === "object" ? message.chunks.low || message.chunks.high : message.chunks !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.chunks);
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && (typeof message.bytes === "object" ? message.bytes.low || message.bytes.high : message.bytes !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.bytes);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.sha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotEnd message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.SnapshotEnd
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotEnd & raft.v1.SnapshotEnd.$Shape} SnapshotEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotEnd.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.SnapshotEnd();
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
                                message.chunks = value;
                            else
                                delete message.chunks;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
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
             * Gets the type url for SnapshotEnd
             * @function getTypeUrl
             * @memberof raft.v1.SnapshotEnd
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SnapshotEnd.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.SnapshotEnd";
            };

            return SnapshotEnd;
        })();

        v1.SendSnapshotRequest = (function() {

            /**
             * Properties of a SendSnapshotRequest.
             * @typedef {Object} raft.v1.SendSnapshotRequest.$Properties
             * @property {raft.v1.Hello.$Properties|null} [hello] SendSnapshotRequest hello
             * @property {eraftpb.Message.$Properties|null} [message] SendSnapshotRequest message
             * @property {raft.v1.SnapshotChunk.$Properties|null} [chunk] SendSnapshotRequest chunk
             * @property {raft.v1.SnapshotEnd.$Properties|null} [end] SendSnapshotRequest end
             * @property {"hello"|"message"|"chunk"|"end"} [request] SendSnapshotRequest request
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SendSnapshotRequest.
             * @memberof raft.v1
             * @interface ISendSnapshotRequest
             * @augments raft.v1.SendSnapshotRequest.$Properties
             * @deprecated Use raft.v1.SendSnapshotRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a SendSnapshotRequest.
             * @typedef {{
             *   hello?: raft.v1.Hello.$Shape|null;
             *   message?: eraftpb.Message.$Shape|null;
             *   chunk?: raft.v1.SnapshotChunk.$Shape|null;
             *   end?: raft.v1.SnapshotEnd.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ request?: undefined; hello?: null; message?: null; chunk?: null; end?: null }|{ request?: "hello"; hello: raft.v1.Hello.$Shape; message?: null; chunk?: null; end?: null }|{ request?: "message"; hello?: null; message: eraftpb.Message.$Shape; chunk?: null; end?: null }|{ request?: "chunk"; hello?: null; message?: null; chunk: raft.v1.SnapshotChunk.$Shape; end?: null }|{ request?: "end"; hello?: null; message?: null; chunk?: null; end: raft.v1.SnapshotEnd.$Shape })
             * )} raft.v1.SendSnapshotRequest.$Shape
             */

            /**
             * Constructs a new SendSnapshotRequest.
             * @memberof raft.v1
             * @classdesc Represents a SendSnapshotRequest.
             * @constructor
             * @param {raft.v1.SendSnapshotRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SendSnapshotRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SendSnapshotRequest hello.
             * @member {raft.v1.Hello.$Properties|null|undefined} hello
             * @memberof raft.v1.SendSnapshotRequest
             * @instance
             */
            SendSnapshotRequest.prototype.hello = null;

            /**
             * SendSnapshotRequest message.
             * @member {eraftpb.Message.$Properties|null|undefined} message
             * @memberof raft.v1.SendSnapshotRequest
             * @instance
             */
            SendSnapshotRequest.prototype.message = null;

            /**
             * SendSnapshotRequest chunk.
             * @member {raft.v1.SnapshotChunk.$Properties|null|undefined} chunk
             * @memberof raft.v1.SendSnapshotRequest
             * @instance
             */
            SendSnapshotRequest.prototype.chunk = null;

            /**
             * SendSnapshotRequest end.
             * @member {raft.v1.SnapshotEnd.$Properties|null|undefined} end
             * @memberof raft.v1.SendSnapshotRequest
             * @instance
             */
            SendSnapshotRequest.prototype.end = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * SendSnapshotRequest request.
             * @member {"hello"|"message"|"chunk"|"end"|undefined} request
             * @memberof raft.v1.SendSnapshotRequest
             * @instance
             */
            $Object.defineProperty(SendSnapshotRequest.prototype, "request", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "message", "chunk", "end"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SendSnapshotRequest instance using the specified properties.
             * @function create
             * @memberof raft.v1.SendSnapshotRequest
             * @static
             * @param {raft.v1.SendSnapshotRequest.$Properties=} [properties] Properties to set
             * @returns {raft.v1.SendSnapshotRequest} SendSnapshotRequest instance
             * @type {{
             *   (properties: raft.v1.SendSnapshotRequest.$Shape): raft.v1.SendSnapshotRequest & raft.v1.SendSnapshotRequest.$Shape;
             *   (properties?: raft.v1.SendSnapshotRequest.$Properties): raft.v1.SendSnapshotRequest;
             * }}
             */
            SendSnapshotRequest.create = function(properties) {
                return new SendSnapshotRequest(properties);
            };

            /**
             * Encodes the specified SendSnapshotRequest message. Does not implicitly {@link raft.v1.SendSnapshotRequest.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.SendSnapshotRequest
             * @static
             * @param {raft.v1.SendSnapshotRequest.$Properties} message SendSnapshotRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SendSnapshotRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.raft.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    $root.eraftpb.Message.encode(message.message, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                    $root.raft.v1.SnapshotChunk.encode(message.chunk, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    $root.raft.v1.SnapshotEnd.encode(message.end, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SendSnapshotRequest message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.SendSnapshotRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.SendSnapshotRequest & raft.v1.SendSnapshotRequest.$Shape} SendSnapshotRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SendSnapshotRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.SendSnapshotRequest();
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
                            message.hello = $root.raft.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.request = "hello";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.message = $root.eraftpb.Message.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                            message.request = "message";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.chunk = $root.raft.v1.SnapshotChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                            message.request = "chunk";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.end = $root.raft.v1.SnapshotEnd.decode(reader, reader.size(), $undefined, _depth + 1, message.end);
                            message.request = "end";
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
             * Gets the type url for SendSnapshotRequest
             * @function getTypeUrl
             * @memberof raft.v1.SendSnapshotRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SendSnapshotRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.SendSnapshotRequest";
            };

            return SendSnapshotRequest;
        })();

        v1.SendSnapshotResponse = (function() {

            /**
             * Properties of a SendSnapshotResponse.
             * @typedef {Object} raft.v1.SendSnapshotResponse.$Properties
             * @property {number|null} [received] SendSnapshotResponse received
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SendSnapshotResponse.
             * @memberof raft.v1
             * @interface ISendSnapshotResponse
             * @augments raft.v1.SendSnapshotResponse.$Properties
             * @deprecated Use raft.v1.SendSnapshotResponse.$Properties instead.
             */

            /**
             * Shape of a SendSnapshotResponse.
             * @typedef {raft.v1.SendSnapshotResponse.$Properties} raft.v1.SendSnapshotResponse.$Shape
             */

            /**
             * Constructs a new SendSnapshotResponse.
             * @memberof raft.v1
             * @classdesc Represents a SendSnapshotResponse.
             * @constructor
             * @param {raft.v1.SendSnapshotResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SendSnapshotResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SendSnapshotResponse received.
             * @member {number} received
             * @memberof raft.v1.SendSnapshotResponse
             * @instance
             */
            SendSnapshotResponse.prototype.received = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SendSnapshotResponse instance using the specified properties.
             * @function create
             * @memberof raft.v1.SendSnapshotResponse
             * @static
             * @param {raft.v1.SendSnapshotResponse.$Properties=} [properties] Properties to set
             * @returns {raft.v1.SendSnapshotResponse} SendSnapshotResponse instance
             * @type {{
             *   (properties: raft.v1.SendSnapshotResponse.$Shape): raft.v1.SendSnapshotResponse & raft.v1.SendSnapshotResponse.$Shape;
             *   (properties?: raft.v1.SendSnapshotResponse.$Properties): raft.v1.SendSnapshotResponse;
             * }}
             */
            SendSnapshotResponse.create = function(properties) {
                return new SendSnapshotResponse(properties);
            };

            /**
             * Encodes the specified SendSnapshotResponse message. Does not implicitly {@link raft.v1.SendSnapshotResponse.verify|verify} messages.
             * @function encode
             * @memberof raft.v1.SendSnapshotResponse
             * @static
             * @param {raft.v1.SendSnapshotResponse.$Properties} message SendSnapshotResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SendSnapshotResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.received != null && $Object.hasOwnProperty.call(message, "received") && (typeof message.received === "object" ? message.received.low || message.received.high : message.received !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.received);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SendSnapshotResponse message from the specified reader or buffer.
             * @function decode
             * @memberof raft.v1.SendSnapshotResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {raft.v1.SendSnapshotResponse & raft.v1.SendSnapshotResponse.$Shape} SendSnapshotResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SendSnapshotResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.raft.v1.SendSnapshotResponse();
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
                                message.received = value;
                            else
                                delete message.received;
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
             * Gets the type url for SendSnapshotResponse
             * @function getTypeUrl
             * @memberof raft.v1.SendSnapshotResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SendSnapshotResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/raft.v1.SendSnapshotResponse";
            };

            return SendSnapshotResponse;
        })();

        return v1;
    })();

    return raft;
})();

export {
  $root as default
};
