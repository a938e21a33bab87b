import * as $protobuf from "protobufjs";

/** Namespace eraftpb. */
export namespace eraftpb {

    /** EntryType enum. */
    enum EntryType {

        /** EntryNormal value */
        EntryNormal = 0,

        /** EntryConfChange value */
        EntryConfChange = 1,

        /** EntryConfChangeV2 value */
        EntryConfChangeV2 = 2
    }

    /**
     * Properties of an Entry.
     * @deprecated Use eraftpb.Entry.$Properties instead.
     */
    interface IEntry extends eraftpb.Entry.$Properties {
    }

    /** Represents an Entry. */
    class Entry {

        /**
         * Constructs a new Entry.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.Entry.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Entry entryType. */
        entryType: eraftpb.EntryType;

        /** Entry term. */
        term: number;

        /** Entry index. */
        index: number;

        /** Entry data. */
        data: Uint8Array;

        /** Entry context. */
        context: Uint8Array;

        /**
         * Creates a new Entry instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Entry instance
         */
        static create(properties: eraftpb.Entry.$Shape): eraftpb.Entry & eraftpb.Entry.$Shape;
        static create(properties?: eraftpb.Entry.$Properties): eraftpb.Entry;

        /**
         * Encodes the specified Entry message. Does not implicitly {@link eraftpb.Entry.verify|verify} messages.
         * @param message Entry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.Entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Entry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.Entry & eraftpb.Entry.$Shape} Entry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.Entry & eraftpb.Entry.$Shape;

        /**
         * Gets the type url for Entry
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Entry {

        /** Properties of an Entry. */
        interface $Properties {

            /** Entry entryType */
            entryType?: (eraftpb.EntryType|null);

            /** Entry term */
            term?: (number|null);

            /** Entry index */
            index?: (number|null);

            /** Entry data */
            data?: (Uint8Array|null);

            /** Entry context */
            context?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Entry. */
        type $Shape = eraftpb.Entry.$Properties;
    }

    /**
     * Properties of a SnapshotMetadata.
     * @deprecated Use eraftpb.SnapshotMetadata.$Properties instead.
     */
    interface ISnapshotMetadata extends eraftpb.SnapshotMetadata.$Properties {
    }

    /** Represents a SnapshotMetadata. */
    class SnapshotMetadata {

        /**
         * Constructs a new SnapshotMetadata.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.SnapshotMetadata.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SnapshotMetadata confState. */
        confState?: (eraftpb.ConfState.$Properties|null);

        /** SnapshotMetadata index. */
        index: number;

        /** SnapshotMetadata term. */
        term: number;

        /**
         * Creates a new SnapshotMetadata instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SnapshotMetadata instance
         */
        static create(properties: eraftpb.SnapshotMetadata.$Shape): eraftpb.SnapshotMetadata & eraftpb.SnapshotMetadata.$Shape;
        static create(properties?: eraftpb.SnapshotMetadata.$Properties): eraftpb.SnapshotMetadata;

        /**
         * Encodes the specified SnapshotMetadata message. Does not implicitly {@link eraftpb.SnapshotMetadata.verify|verify} messages.
         * @param message SnapshotMetadata message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.SnapshotMetadata.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SnapshotMetadata message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.SnapshotMetadata & eraftpb.SnapshotMetadata.$Shape} SnapshotMetadata
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.SnapshotMetadata & eraftpb.SnapshotMetadata.$Shape;

        /**
         * Gets the type url for SnapshotMetadata
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SnapshotMetadata {

        /** Properties of a SnapshotMetadata. */
        interface $Properties {

            /** SnapshotMetadata confState */
            confState?: (eraftpb.ConfState.$Properties|null);

            /** SnapshotMetadata index */
            index?: (number|null);

            /** SnapshotMetadata term */
            term?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SnapshotMetadata. */
        type $Shape = eraftpb.SnapshotMetadata.$Properties;
    }

    /**
     * Properties of a Snapshot.
     * @deprecated Use eraftpb.Snapshot.$Properties instead.
     */
    interface ISnapshot extends eraftpb.Snapshot.$Properties {
    }

    /** Represents a Snapshot. */
    class Snapshot {

        /**
         * Constructs a new Snapshot.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.Snapshot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Snapshot data. */
        data: Uint8Array;

        /** Snapshot metadata. */
        metadata?: (eraftpb.SnapshotMetadata.$Properties|null);

        /**
         * Creates a new Snapshot instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Snapshot instance
         */
        static create(properties: eraftpb.Snapshot.$Shape): eraftpb.Snapshot & eraftpb.Snapshot.$Shape;
        static create(properties?: eraftpb.Snapshot.$Properties): eraftpb.Snapshot;

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link eraftpb.Snapshot.verify|verify} messages.
         * @param message Snapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.Snapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.Snapshot & eraftpb.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.Snapshot & eraftpb.Snapshot.$Shape;

        /**
         * Gets the type url for Snapshot
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Snapshot {

        /** Properties of a Snapshot. */
        interface $Properties {

            /** Snapshot data */
            data?: (Uint8Array|null);

            /** Snapshot metadata */
            metadata?: (eraftpb.SnapshotMetadata.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Snapshot. */
        type $Shape = eraftpb.Snapshot.$Properties;
    }

    /** MessageType enum. */
    enum MessageType {

        /** MsgHup value */
        MsgHup = 0,

        /** MsgBeat value */
        MsgBeat = 1,

        /** MsgPropose value */
        MsgPropose = 2,

        /** MsgAppend value */
        MsgAppend = 3,

        /** MsgAppendResponse value */
        MsgAppendResponse = 4,

        /** MsgRequestVote value */
        MsgRequestVote = 5,

        /** MsgRequestVoteResponse value */
        MsgRequestVoteResponse = 6,

        /** MsgSnapshot value */
        MsgSnapshot = 7,

        /** MsgHeartbeat value */
        MsgHeartbeat = 8,

        /** MsgHeartbeatResponse value */
        MsgHeartbeatResponse = 9,

        /** MsgUnreachable value */
        MsgUnreachable = 10,

        /** MsgSnapStatus value */
        MsgSnapStatus = 11,

        /** MsgCheckQuorum value */
        MsgCheckQuorum = 12,

        /** MsgTransferLeader value */
        MsgTransferLeader = 13,

        /** MsgTimeoutNow value */
        MsgTimeoutNow = 14,

        /** MsgReadIndex value */
        MsgReadIndex = 15,

        /** MsgReadIndexResp value */
        MsgReadIndexResp = 16,

        /** MsgRequestPreVote value */
        MsgRequestPreVote = 17,

        /** MsgRequestPreVoteResponse value */
        MsgRequestPreVoteResponse = 18
    }

    /**
     * Properties of a Message.
     * @deprecated Use eraftpb.Message.$Properties instead.
     */
    interface IMessage extends eraftpb.Message.$Properties {
    }

    /** Represents a Message. */
    class Message {

        /**
         * Constructs a new Message.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.Message.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Message msgType. */
        msgType: eraftpb.MessageType;

        /** Message to. */
        to: number;

        /** Message from. */
        from: number;

        /** Message term. */
        term: number;

        /** Message logTerm. */
        logTerm: number;

        /** Message index. */
        index: number;

        /** Message entries. */
        entries: eraftpb.Entry.$Properties[];

        /** Message commit. */
        commit: number;

        /** Message snapshot. */
        snapshot?: (eraftpb.Snapshot.$Properties|null);

        /** Message reject. */
        reject: boolean;

        /** Message rejectHint. */
        rejectHint: number;

        /** Message context. */
        context: Uint8Array;

        /** Message requestSnapshot. */
        requestSnapshot: number;

        /** Message commitTerm. */
        commitTerm: number;

        /** Message priority. */
        priority: number;

        /**
         * Creates a new Message instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Message instance
         */
        static create(properties: eraftpb.Message.$Shape): eraftpb.Message & eraftpb.Message.$Shape;
        static create(properties?: eraftpb.Message.$Properties): eraftpb.Message;

        /**
         * Encodes the specified Message message. Does not implicitly {@link eraftpb.Message.verify|verify} messages.
         * @param message Message message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.Message.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Message message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.Message & eraftpb.Message.$Shape} Message
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.Message & eraftpb.Message.$Shape;

        /**
         * Gets the type url for Message
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Message {

        /** Properties of a Message. */
        interface $Properties {

            /** Message msgType */
            msgType?: (eraftpb.MessageType|null);

            /** Message to */
            to?: (number|null);

            /** Message from */
            from?: (number|null);

            /** Message term */
            term?: (number|null);

            /** Message logTerm */
            logTerm?: (number|null);

            /** Message index */
            index?: (number|null);

            /** Message entries */
            entries?: (eraftpb.Entry.$Properties[]|null);

            /** Message commit */
            commit?: (number|null);

            /** Message snapshot */
            snapshot?: (eraftpb.Snapshot.$Properties|null);

            /** Message reject */
            reject?: (boolean|null);

            /** Message rejectHint */
            rejectHint?: (number|null);

            /** Message context */
            context?: (Uint8Array|null);

            /** Message requestSnapshot */
            requestSnapshot?: (number|null);

            /** Message commitTerm */
            commitTerm?: (number|null);

            /** Message priority */
            priority?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Message. */
        type $Shape = eraftpb.Message.$Properties;
    }

    /**
     * Properties of a HardState.
     * @deprecated Use eraftpb.HardState.$Properties instead.
     */
    interface IHardState extends eraftpb.HardState.$Properties {
    }

    /** Represents a HardState. */
    class HardState {

        /**
         * Constructs a new HardState.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.HardState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HardState term. */
        term: number;

        /** HardState vote. */
        vote: number;

        /** HardState commit. */
        commit: number;

        /**
         * Creates a new HardState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns HardState instance
         */
        static create(properties: eraftpb.HardState.$Shape): eraftpb.HardState & eraftpb.HardState.$Shape;
        static create(properties?: eraftpb.HardState.$Properties): eraftpb.HardState;

        /**
         * Encodes the specified HardState message. Does not implicitly {@link eraftpb.HardState.verify|verify} messages.
         * @param message HardState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.HardState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HardState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.HardState & eraftpb.HardState.$Shape} HardState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.HardState & eraftpb.HardState.$Shape;

        /**
         * Gets the type url for HardState
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace HardState {

        /** Properties of a HardState. */
        interface $Properties {

            /** HardState term */
            term?: (number|null);

            /** HardState vote */
            vote?: (number|null);

            /** HardState commit */
            commit?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HardState. */
        type $Shape = eraftpb.HardState.$Properties;
    }

    /**
     * Properties of a ConfState.
     * @deprecated Use eraftpb.ConfState.$Properties instead.
     */
    interface IConfState extends eraftpb.ConfState.$Properties {
    }

    /** Represents a ConfState. */
    class ConfState {

        /**
         * Constructs a new ConfState.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.ConfState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfState voters. */
        voters: number[];

        /** ConfState learners. */
        learners: number[];

        /** ConfState votersOutgoing. */
        votersOutgoing: number[];

        /** ConfState learnersNext. */
        learnersNext: number[];

        /** ConfState autoLeave. */
        autoLeave: boolean;

        /**
         * Creates a new ConfState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfState instance
         */
        static create(properties: eraftpb.ConfState.$Shape): eraftpb.ConfState & eraftpb.ConfState.$Shape;
        static create(properties?: eraftpb.ConfState.$Properties): eraftpb.ConfState;

        /**
         * Encodes the specified ConfState message. Does not implicitly {@link eraftpb.ConfState.verify|verify} messages.
         * @param message ConfState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.ConfState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.ConfState & eraftpb.ConfState.$Shape} ConfState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.ConfState & eraftpb.ConfState.$Shape;

        /**
         * Gets the type url for ConfState
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConfState {

        /** Properties of a ConfState. */
        interface $Properties {

            /** ConfState voters */
            voters?: (number[]|null);

            /** ConfState learners */
            learners?: (number[]|null);

            /** ConfState votersOutgoing */
            votersOutgoing?: (number[]|null);

            /** ConfState learnersNext */
            learnersNext?: (number[]|null);

            /** ConfState autoLeave */
            autoLeave?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfState. */
        type $Shape = eraftpb.ConfState.$Properties;
    }

    /** ConfChangeType enum. */
    enum ConfChangeType {

        /** AddNode value */
        AddNode = 0,

        /** RemoveNode value */
        RemoveNode = 1,

        /** AddLearnerNode value */
        AddLearnerNode = 2
    }

    /**
     * Properties of a ConfChange.
     * @deprecated Use eraftpb.ConfChange.$Properties instead.
     */
    interface IConfChange extends eraftpb.ConfChange.$Properties {
    }

    /** Represents a ConfChange. */
    class ConfChange {

        /**
         * Constructs a new ConfChange.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.ConfChange.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfChange id. */
        id: number;

        /** ConfChange changeType. */
        changeType: eraftpb.ConfChangeType;

        /** ConfChange nodeId. */
        nodeId: number;

        /** ConfChange context. */
        context: Uint8Array;

        /**
         * Creates a new ConfChange instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfChange instance
         */
        static create(properties: eraftpb.ConfChange.$Shape): eraftpb.ConfChange & eraftpb.ConfChange.$Shape;
        static create(properties?: eraftpb.ConfChange.$Properties): eraftpb.ConfChange;

        /**
         * Encodes the specified ConfChange message. Does not implicitly {@link eraftpb.ConfChange.verify|verify} messages.
         * @param message ConfChange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.ConfChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfChange message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.ConfChange & eraftpb.ConfChange.$Shape} ConfChange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.ConfChange & eraftpb.ConfChange.$Shape;

        /**
         * Gets the type url for ConfChange
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConfChange {

        /** Properties of a ConfChange. */
        interface $Properties {

            /** ConfChange id */
            id?: (number|null);

            /** ConfChange changeType */
            changeType?: (eraftpb.ConfChangeType|null);

            /** ConfChange nodeId */
            nodeId?: (number|null);

            /** ConfChange context */
            context?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfChange. */
        type $Shape = eraftpb.ConfChange.$Properties;
    }

    /**
     * Properties of a ConfChangeSingle.
     * @deprecated Use eraftpb.ConfChangeSingle.$Properties instead.
     */
    interface IConfChangeSingle extends eraftpb.ConfChangeSingle.$Properties {
    }

    /** Represents a ConfChangeSingle. */
    class ConfChangeSingle {

        /**
         * Constructs a new ConfChangeSingle.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.ConfChangeSingle.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfChangeSingle changeType. */
        changeType: eraftpb.ConfChangeType;

        /** ConfChangeSingle nodeId. */
        nodeId: number;

        /**
         * Creates a new ConfChangeSingle instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfChangeSingle instance
         */
        static create(properties: eraftpb.ConfChangeSingle.$Shape): eraftpb.ConfChangeSingle & eraftpb.ConfChangeSingle.$Shape;
        static create(properties?: eraftpb.ConfChangeSingle.$Properties): eraftpb.ConfChangeSingle;

        /**
         * Encodes the specified ConfChangeSingle message. Does not implicitly {@link eraftpb.ConfChangeSingle.verify|verify} messages.
         * @param message ConfChangeSingle message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.ConfChangeSingle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfChangeSingle message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.ConfChangeSingle & eraftpb.ConfChangeSingle.$Shape} ConfChangeSingle
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.ConfChangeSingle & eraftpb.ConfChangeSingle.$Shape;

        /**
         * Gets the type url for ConfChangeSingle
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConfChangeSingle {

        /** Properties of a ConfChangeSingle. */
        interface $Properties {

            /** ConfChangeSingle changeType */
            changeType?: (eraftpb.ConfChangeType|null);

            /** ConfChangeSingle nodeId */
            nodeId?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfChangeSingle. */
        type $Shape = eraftpb.ConfChangeSingle.$Properties;
    }

    /** ConfChangeTransition enum. */
    enum ConfChangeTransition {

        /** Auto value */
        Auto = 0,

        /** Implicit value */
        Implicit = 1,

        /** Explicit value */
        Explicit = 2
    }

    /**
     * Properties of a ConfChangeV2.
     * @deprecated Use eraftpb.ConfChangeV2.$Properties instead.
     */
    interface IConfChangeV2 extends eraftpb.ConfChangeV2.$Properties {
    }

    /** Represents a ConfChangeV2. */
    class ConfChangeV2 {

        /**
         * Constructs a new ConfChangeV2.
         * @param [properties] Properties to set
         */
        constructor(properties?: eraftpb.ConfChangeV2.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfChangeV2 transition. */
        transition: eraftpb.ConfChangeTransition;

        /** ConfChangeV2 changes. */
        changes: eraftpb.ConfChangeSingle.$Properties[];

        /** ConfChangeV2 context. */
        context: Uint8Array;

        /**
         * Creates a new ConfChangeV2 instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfChangeV2 instance
         */
        static create(properties: eraftpb.ConfChangeV2.$Shape): eraftpb.ConfChangeV2 & eraftpb.ConfChangeV2.$Shape;
        static create(properties?: eraftpb.ConfChangeV2.$Properties): eraftpb.ConfChangeV2;

        /**
         * Encodes the specified ConfChangeV2 message. Does not implicitly {@link eraftpb.ConfChangeV2.verify|verify} messages.
         * @param message ConfChangeV2 message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: eraftpb.ConfChangeV2.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfChangeV2 message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {eraftpb.ConfChangeV2 & eraftpb.ConfChangeV2.$Shape} ConfChangeV2
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): eraftpb.ConfChangeV2 & eraftpb.ConfChangeV2.$Shape;

        /**
         * Gets the type url for ConfChangeV2
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConfChangeV2 {

        /** Properties of a ConfChangeV2. */
        interface $Properties {

            /** ConfChangeV2 transition */
            transition?: (eraftpb.ConfChangeTransition|null);

            /** ConfChangeV2 changes */
            changes?: (eraftpb.ConfChangeSingle.$Properties[]|null);

            /** ConfChangeV2 context */
            context?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfChangeV2. */
        type $Shape = eraftpb.ConfChangeV2.$Properties;
    }
}

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

        /** Calls Txn. */
        txn: etcdserverpb.KV.Txn;
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

        /**
         * Callback as used by {@link etcdserverpb.KV#txn}.
         * @param error Error, if any
         * @param [response] TxnResponse
         */
        type TxnCallback = (error: (Error|null), response?: etcdserverpb.TxnResponse) => void;

        /** Calls Txn. */
        type Txn = {
          (request: etcdserverpb.ITxnRequest, callback: etcdserverpb.KV.TxnCallback): void;
          (request: etcdserverpb.ITxnRequest): Promise<etcdserverpb.TxnResponse>;
          readonly name: "Txn";
          readonly path: "/etcdserverpb.KV/Txn";
          readonly requestType: "TxnRequest";
          readonly responseType: "TxnResponse";
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

    /**
     * Properties of a RequestOp.
     * @deprecated Use etcdserverpb.RequestOp.$Properties instead.
     */
    interface IRequestOp extends etcdserverpb.RequestOp.$Properties {
    }

    /** Represents a RequestOp. */
    class RequestOp {

        /**
         * Constructs a new RequestOp.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.RequestOp.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RequestOp requestRange. */
        requestRange?: (etcdserverpb.RangeRequest.$Properties|null);

        /** RequestOp requestPut. */
        requestPut?: (etcdserverpb.PutRequest.$Properties|null);

        /** RequestOp requestDeleteRange. */
        requestDeleteRange?: (etcdserverpb.DeleteRangeRequest.$Properties|null);

        /** RequestOp requestTxn. */
        requestTxn?: (etcdserverpb.TxnRequest.$Properties|null);

        /** RequestOp request. */
        request?: ("requestRange"|"requestPut"|"requestDeleteRange"|"requestTxn");

        /**
         * Creates a new RequestOp instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RequestOp instance
         */
        static create(properties: etcdserverpb.RequestOp.$Shape): etcdserverpb.RequestOp & etcdserverpb.RequestOp.$Shape;
        static create(properties?: etcdserverpb.RequestOp.$Properties): etcdserverpb.RequestOp;

        /**
         * Encodes the specified RequestOp message. Does not implicitly {@link etcdserverpb.RequestOp.verify|verify} messages.
         * @param message RequestOp message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.RequestOp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RequestOp message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.RequestOp & etcdserverpb.RequestOp.$Shape} RequestOp
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.RequestOp & etcdserverpb.RequestOp.$Shape;

        /**
         * Gets the type url for RequestOp
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RequestOp {

        /** Properties of a RequestOp. */
        interface $Properties {

            /** RequestOp requestRange */
            requestRange?: (etcdserverpb.RangeRequest.$Properties|null);

            /** RequestOp requestPut */
            requestPut?: (etcdserverpb.PutRequest.$Properties|null);

            /** RequestOp requestDeleteRange */
            requestDeleteRange?: (etcdserverpb.DeleteRangeRequest.$Properties|null);

            /** RequestOp requestTxn */
            requestTxn?: (etcdserverpb.TxnRequest.$Properties|null);

            /** RequestOp request */
            request?: ("requestRange"|"requestPut"|"requestDeleteRange"|"requestTxn");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a RequestOp. */
        type $Shape = {
          requestRange?: etcdserverpb.RangeRequest.$Shape|null;
          requestPut?: etcdserverpb.PutRequest.$Shape|null;
          requestDeleteRange?: etcdserverpb.DeleteRangeRequest.$Shape|null;
          requestTxn?: etcdserverpb.TxnRequest.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ request?: undefined; requestRange?: null; requestPut?: null; requestDeleteRange?: null; requestTxn?: null }|{ request?: "requestRange"; requestRange: etcdserverpb.RangeRequest.$Shape; requestPut?: null; requestDeleteRange?: null; requestTxn?: null }|{ request?: "requestPut"; requestRange?: null; requestPut: etcdserverpb.PutRequest.$Shape; requestDeleteRange?: null; requestTxn?: null }|{ request?: "requestDeleteRange"; requestRange?: null; requestPut?: null; requestDeleteRange: etcdserverpb.DeleteRangeRequest.$Shape; requestTxn?: null }|{ request?: "requestTxn"; requestRange?: null; requestPut?: null; requestDeleteRange?: null; requestTxn: etcdserverpb.TxnRequest.$Shape })
        );
    }

    /**
     * Properties of a ResponseOp.
     * @deprecated Use etcdserverpb.ResponseOp.$Properties instead.
     */
    interface IResponseOp extends etcdserverpb.ResponseOp.$Properties {
    }

    /** Represents a ResponseOp. */
    class ResponseOp {

        /**
         * Constructs a new ResponseOp.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.ResponseOp.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ResponseOp responseRange. */
        responseRange?: (etcdserverpb.RangeResponse.$Properties|null);

        /** ResponseOp responsePut. */
        responsePut?: (etcdserverpb.PutResponse.$Properties|null);

        /** ResponseOp responseDeleteRange. */
        responseDeleteRange?: (etcdserverpb.DeleteRangeResponse.$Properties|null);

        /** ResponseOp responseTxn. */
        responseTxn?: (etcdserverpb.TxnResponse.$Properties|null);

        /** ResponseOp response. */
        response?: ("responseRange"|"responsePut"|"responseDeleteRange"|"responseTxn");

        /**
         * Creates a new ResponseOp instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ResponseOp instance
         */
        static create(properties: etcdserverpb.ResponseOp.$Shape): etcdserverpb.ResponseOp & etcdserverpb.ResponseOp.$Shape;
        static create(properties?: etcdserverpb.ResponseOp.$Properties): etcdserverpb.ResponseOp;

        /**
         * Encodes the specified ResponseOp message. Does not implicitly {@link etcdserverpb.ResponseOp.verify|verify} messages.
         * @param message ResponseOp message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.ResponseOp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ResponseOp message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.ResponseOp & etcdserverpb.ResponseOp.$Shape} ResponseOp
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.ResponseOp & etcdserverpb.ResponseOp.$Shape;

        /**
         * Gets the type url for ResponseOp
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ResponseOp {

        /** Properties of a ResponseOp. */
        interface $Properties {

            /** ResponseOp responseRange */
            responseRange?: (etcdserverpb.RangeResponse.$Properties|null);

            /** ResponseOp responsePut */
            responsePut?: (etcdserverpb.PutResponse.$Properties|null);

            /** ResponseOp responseDeleteRange */
            responseDeleteRange?: (etcdserverpb.DeleteRangeResponse.$Properties|null);

            /** ResponseOp responseTxn */
            responseTxn?: (etcdserverpb.TxnResponse.$Properties|null);

            /** ResponseOp response */
            response?: ("responseRange"|"responsePut"|"responseDeleteRange"|"responseTxn");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a ResponseOp. */
        type $Shape = {
          responseRange?: etcdserverpb.RangeResponse.$Shape|null;
          responsePut?: etcdserverpb.PutResponse.$Shape|null;
          responseDeleteRange?: etcdserverpb.DeleteRangeResponse.$Shape|null;
          responseTxn?: etcdserverpb.TxnResponse.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ response?: undefined; responseRange?: null; responsePut?: null; responseDeleteRange?: null; responseTxn?: null }|{ response?: "responseRange"; responseRange: etcdserverpb.RangeResponse.$Shape; responsePut?: null; responseDeleteRange?: null; responseTxn?: null }|{ response?: "responsePut"; responseRange?: null; responsePut: etcdserverpb.PutResponse.$Shape; responseDeleteRange?: null; responseTxn?: null }|{ response?: "responseDeleteRange"; responseRange?: null; responsePut?: null; responseDeleteRange: etcdserverpb.DeleteRangeResponse.$Shape; responseTxn?: null }|{ response?: "responseTxn"; responseRange?: null; responsePut?: null; responseDeleteRange?: null; responseTxn: etcdserverpb.TxnResponse.$Shape })
        );
    }

    /**
     * Properties of a Compare.
     * @deprecated Use etcdserverpb.Compare.$Properties instead.
     */
    interface ICompare extends etcdserverpb.Compare.$Properties {
    }

    /** Represents a Compare. */
    class Compare {

        /**
         * Constructs a new Compare.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.Compare.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Compare result. */
        result: etcdserverpb.Compare.CompareResult;

        /** Compare target. */
        target: etcdserverpb.Compare.CompareTarget;

        /** Compare key. */
        key: Uint8Array;

        /** Compare version. */
        version?: (number|null);

        /** Compare createRevision. */
        createRevision?: (number|null);

        /** Compare modRevision. */
        modRevision?: (number|null);

        /** Compare value. */
        value?: (Uint8Array|null);

        /** Compare lease. */
        lease?: (number|null);

        /** Compare rangeEnd. */
        rangeEnd: Uint8Array;

        /** Compare targetUnion. */
        targetUnion?: ("version"|"createRevision"|"modRevision"|"value"|"lease");

        /**
         * Creates a new Compare instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Compare instance
         */
        static create(properties: etcdserverpb.Compare.$Shape): etcdserverpb.Compare & etcdserverpb.Compare.$Shape;
        static create(properties?: etcdserverpb.Compare.$Properties): etcdserverpb.Compare;

        /**
         * Encodes the specified Compare message. Does not implicitly {@link etcdserverpb.Compare.verify|verify} messages.
         * @param message Compare message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.Compare.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Compare message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.Compare & etcdserverpb.Compare.$Shape} Compare
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.Compare & etcdserverpb.Compare.$Shape;

        /**
         * Gets the type url for Compare
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Compare {

        /** Properties of a Compare. */
        interface $Properties {

            /** Compare result */
            result?: (etcdserverpb.Compare.CompareResult|null);

            /** Compare target */
            target?: (etcdserverpb.Compare.CompareTarget|null);

            /** Compare key */
            key?: (Uint8Array|null);

            /** Compare version */
            version?: (number|null);

            /** Compare createRevision */
            createRevision?: (number|null);

            /** Compare modRevision */
            modRevision?: (number|null);

            /** Compare value */
            value?: (Uint8Array|null);

            /** Compare lease */
            lease?: (number|null);

            /** Compare rangeEnd */
            rangeEnd?: (Uint8Array|null);

            /** Compare targetUnion */
            targetUnion?: ("version"|"createRevision"|"modRevision"|"value"|"lease");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Compare. */
        type $Shape = {
          result?: etcdserverpb.Compare.CompareResult|null;
          target?: etcdserverpb.Compare.CompareTarget|null;
          key?: Uint8Array|null;
          version?: number|null;
          createRevision?: number|null;
          modRevision?: number|null;
          value?: Uint8Array|null;
          lease?: number|null;
          rangeEnd?: Uint8Array|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ targetUnion?: undefined; version?: null; createRevision?: null; modRevision?: null; value?: null; lease?: null }|{ targetUnion?: "version"; version: number; createRevision?: null; modRevision?: null; value?: null; lease?: null }|{ targetUnion?: "createRevision"; version?: null; createRevision: number; modRevision?: null; value?: null; lease?: null }|{ targetUnion?: "modRevision"; version?: null; createRevision?: null; modRevision: number; value?: null; lease?: null }|{ targetUnion?: "value"; version?: null; createRevision?: null; modRevision?: null; value: Uint8Array; lease?: null }|{ targetUnion?: "lease"; version?: null; createRevision?: null; modRevision?: null; value?: null; lease: number })
        );

        /** CompareResult enum. */
        enum CompareResult {

            /** EQUAL value */
            EQUAL = 0,

            /** GREATER value */
            GREATER = 1,

            /** LESS value */
            LESS = 2,

            /** NOT_EQUAL value */
            NOT_EQUAL = 3
        }

        /** CompareTarget enum. */
        enum CompareTarget {

            /** VERSION value */
            VERSION = 0,

            /** CREATE value */
            CREATE = 1,

            /** MOD value */
            MOD = 2,

            /** VALUE value */
            VALUE = 3,

            /** LEASE value */
            LEASE = 4
        }
    }

    /**
     * Properties of a TxnRequest.
     * @deprecated Use etcdserverpb.TxnRequest.$Properties instead.
     */
    interface ITxnRequest extends etcdserverpb.TxnRequest.$Properties {
    }

    /** Represents a TxnRequest. */
    class TxnRequest {

        /**
         * Constructs a new TxnRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.TxnRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TxnRequest compare. */
        compare: etcdserverpb.Compare.$Properties[];

        /** TxnRequest success. */
        success: etcdserverpb.RequestOp.$Properties[];

        /** TxnRequest failure. */
        failure: etcdserverpb.RequestOp.$Properties[];

        /**
         * Creates a new TxnRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns TxnRequest instance
         */
        static create(properties: etcdserverpb.TxnRequest.$Shape): etcdserverpb.TxnRequest & etcdserverpb.TxnRequest.$Shape;
        static create(properties?: etcdserverpb.TxnRequest.$Properties): etcdserverpb.TxnRequest;

        /**
         * Encodes the specified TxnRequest message. Does not implicitly {@link etcdserverpb.TxnRequest.verify|verify} messages.
         * @param message TxnRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.TxnRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TxnRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.TxnRequest & etcdserverpb.TxnRequest.$Shape} TxnRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.TxnRequest & etcdserverpb.TxnRequest.$Shape;

        /**
         * Gets the type url for TxnRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace TxnRequest {

        /** Properties of a TxnRequest. */
        interface $Properties {

            /** TxnRequest compare */
            compare?: (etcdserverpb.Compare.$Properties[]|null);

            /** TxnRequest success */
            success?: (etcdserverpb.RequestOp.$Properties[]|null);

            /** TxnRequest failure */
            failure?: (etcdserverpb.RequestOp.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TxnRequest. */
        type $Shape = {
          compare?: etcdserverpb.Compare.$Shape[]|null;
          success?: etcdserverpb.RequestOp.$Shape[]|null;
          failure?: etcdserverpb.RequestOp.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a TxnResponse.
     * @deprecated Use etcdserverpb.TxnResponse.$Properties instead.
     */
    interface ITxnResponse extends etcdserverpb.TxnResponse.$Properties {
    }

    /** Represents a TxnResponse. */
    class TxnResponse {

        /**
         * Constructs a new TxnResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: etcdserverpb.TxnResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TxnResponse header. */
        header?: (etcdserverpb.ResponseHeader.$Properties|null);

        /** TxnResponse succeeded. */
        succeeded: boolean;

        /** TxnResponse responses. */
        responses: etcdserverpb.ResponseOp.$Properties[];

        /**
         * Creates a new TxnResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns TxnResponse instance
         */
        static create(properties: etcdserverpb.TxnResponse.$Shape): etcdserverpb.TxnResponse & etcdserverpb.TxnResponse.$Shape;
        static create(properties?: etcdserverpb.TxnResponse.$Properties): etcdserverpb.TxnResponse;

        /**
         * Encodes the specified TxnResponse message. Does not implicitly {@link etcdserverpb.TxnResponse.verify|verify} messages.
         * @param message TxnResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: etcdserverpb.TxnResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TxnResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {etcdserverpb.TxnResponse & etcdserverpb.TxnResponse.$Shape} TxnResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): etcdserverpb.TxnResponse & etcdserverpb.TxnResponse.$Shape;

        /**
         * Gets the type url for TxnResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace TxnResponse {

        /** Properties of a TxnResponse. */
        interface $Properties {

            /** TxnResponse header */
            header?: (etcdserverpb.ResponseHeader.$Properties|null);

            /** TxnResponse succeeded */
            succeeded?: (boolean|null);

            /** TxnResponse responses */
            responses?: (etcdserverpb.ResponseOp.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TxnResponse. */
        type $Shape = {
          header?: etcdserverpb.ResponseHeader.$Shape|null;
          succeeded?: boolean|null;
          responses?: etcdserverpb.ResponseOp.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
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

            /** Calls AddLearnerNode. */
            addLearnerNode: raft.v1.Admin.AddLearnerNode;

            /** Calls AddNode. */
            addNode: raft.v1.Admin.AddNode;

            /** Calls RemoveNode. */
            removeNode: raft.v1.Admin.RemoveNode;

            /** Calls TransferLeadership. */
            transferLeadership: raft.v1.Admin.TransferLeadership;

            /** Calls Snapshot. */
            snapshot: raft.v1.Admin.Snapshot;

            /** Calls HashState. */
            hashState: raft.v1.Admin.HashState;
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

            /**
             * Callback as used by {@link raft.v1.Admin#addLearnerNode}.
             * @param error Error, if any
             * @param [response] MembershipResponse
             */
            type AddLearnerNodeCallback = (error: (Error|null), response?: raft.v1.MembershipResponse) => void;

            /** Calls AddLearnerNode. */
            type AddLearnerNode = {
              (request: raft.v1.IAddLearnerNodeRequest, callback: raft.v1.Admin.AddLearnerNodeCallback): void;
              (request: raft.v1.IAddLearnerNodeRequest): Promise<raft.v1.MembershipResponse>;
              readonly name: "AddLearnerNode";
              readonly path: "/raft.v1.Admin/AddLearnerNode";
              readonly requestType: "AddLearnerNodeRequest";
              readonly responseType: "MembershipResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#addNode}.
             * @param error Error, if any
             * @param [response] MembershipResponse
             */
            type AddNodeCallback = (error: (Error|null), response?: raft.v1.MembershipResponse) => void;

            /** Calls AddNode. */
            type AddNode = {
              (request: raft.v1.IAddNodeRequest, callback: raft.v1.Admin.AddNodeCallback): void;
              (request: raft.v1.IAddNodeRequest): Promise<raft.v1.MembershipResponse>;
              readonly name: "AddNode";
              readonly path: "/raft.v1.Admin/AddNode";
              readonly requestType: "AddNodeRequest";
              readonly responseType: "MembershipResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#removeNode}.
             * @param error Error, if any
             * @param [response] MembershipResponse
             */
            type RemoveNodeCallback = (error: (Error|null), response?: raft.v1.MembershipResponse) => void;

            /** Calls RemoveNode. */
            type RemoveNode = {
              (request: raft.v1.IRemoveNodeRequest, callback: raft.v1.Admin.RemoveNodeCallback): void;
              (request: raft.v1.IRemoveNodeRequest): Promise<raft.v1.MembershipResponse>;
              readonly name: "RemoveNode";
              readonly path: "/raft.v1.Admin/RemoveNode";
              readonly requestType: "RemoveNodeRequest";
              readonly responseType: "MembershipResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#transferLeadership}.
             * @param error Error, if any
             * @param [response] TransferLeadershipResponse
             */
            type TransferLeadershipCallback = (error: (Error|null), response?: raft.v1.TransferLeadershipResponse) => void;

            /** Calls TransferLeadership. */
            type TransferLeadership = {
              (request: raft.v1.ITransferLeadershipRequest, callback: raft.v1.Admin.TransferLeadershipCallback): void;
              (request: raft.v1.ITransferLeadershipRequest): Promise<raft.v1.TransferLeadershipResponse>;
              readonly name: "TransferLeadership";
              readonly path: "/raft.v1.Admin/TransferLeadership";
              readonly requestType: "TransferLeadershipRequest";
              readonly responseType: "TransferLeadershipResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#snapshot}.
             * @param error Error, if any
             * @param [response] SnapshotResponse
             */
            type SnapshotCallback = (error: (Error|null), response?: raft.v1.SnapshotResponse) => void;

            /** Calls Snapshot. */
            type Snapshot = {
              (request: raft.v1.ISnapshotRequest, callback: raft.v1.Admin.SnapshotCallback): void;
              (request: raft.v1.ISnapshotRequest): Promise<raft.v1.SnapshotResponse>;
              readonly name: "Snapshot";
              readonly path: "/raft.v1.Admin/Snapshot";
              readonly requestType: "SnapshotRequest";
              readonly responseType: "SnapshotResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

            /**
             * Callback as used by {@link raft.v1.Admin#hashState}.
             * @param error Error, if any
             * @param [response] HashStateResponse
             */
            type HashStateCallback = (error: (Error|null), response?: raft.v1.HashStateResponse) => void;

            /** Calls HashState. */
            type HashState = {
              (request: raft.v1.IHashStateRequest, callback: raft.v1.Admin.HashStateCallback): void;
              (request: raft.v1.IHashStateRequest): Promise<raft.v1.HashStateResponse>;
              readonly name: "HashState";
              readonly path: "/raft.v1.Admin/HashState";
              readonly requestType: "HashStateRequest";
              readonly responseType: "HashStateResponse";
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

            /** Member receivingSnapshot. */
            receivingSnapshot: boolean;

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

                /** Member receivingSnapshot */
                receivingSnapshot?: (boolean|null);

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

            /** StatusResponse firstIndex. */
            firstIndex: number;

            /** StatusResponse leadTransfereeId. */
            leadTransfereeId: number;

            /** StatusResponse incomingSnapshot. */
            incomingSnapshot?: (raft.v1.IncomingSnapshot.$Properties|null);

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

                /** StatusResponse firstIndex */
                firstIndex?: (number|null);

                /** StatusResponse leadTransfereeId */
                leadTransfereeId?: (number|null);

                /** StatusResponse incomingSnapshot */
                incomingSnapshot?: (raft.v1.IncomingSnapshot.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusResponse. */
            type $Shape = raft.v1.StatusResponse.$Properties;
        }

        /**
         * Properties of an IncomingSnapshot.
         * @deprecated Use raft.v1.IncomingSnapshot.$Properties instead.
         */
        interface IIncomingSnapshot extends raft.v1.IncomingSnapshot.$Properties {
        }

        /** Represents an IncomingSnapshot. */
        class IncomingSnapshot {

            /**
             * Constructs a new IncomingSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.IncomingSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IncomingSnapshot fromNodeId. */
            fromNodeId: number;

            /** IncomingSnapshot index. */
            index: number;

            /** IncomingSnapshot bytesReceived. */
            bytesReceived: number;

            /**
             * Creates a new IncomingSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IncomingSnapshot instance
             */
            static create(properties: raft.v1.IncomingSnapshot.$Shape): raft.v1.IncomingSnapshot & raft.v1.IncomingSnapshot.$Shape;
            static create(properties?: raft.v1.IncomingSnapshot.$Properties): raft.v1.IncomingSnapshot;

            /**
             * Encodes the specified IncomingSnapshot message. Does not implicitly {@link raft.v1.IncomingSnapshot.verify|verify} messages.
             * @param message IncomingSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.IncomingSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IncomingSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.IncomingSnapshot & raft.v1.IncomingSnapshot.$Shape} IncomingSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.IncomingSnapshot & raft.v1.IncomingSnapshot.$Shape;

            /**
             * Gets the type url for IncomingSnapshot
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace IncomingSnapshot {

            /** Properties of an IncomingSnapshot. */
            interface $Properties {

                /** IncomingSnapshot fromNodeId */
                fromNodeId?: (number|null);

                /** IncomingSnapshot index */
                index?: (number|null);

                /** IncomingSnapshot bytesReceived */
                bytesReceived?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IncomingSnapshot. */
            type $Shape = raft.v1.IncomingSnapshot.$Properties;
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

        /**
         * Properties of an AddLearnerNodeRequest.
         * @deprecated Use raft.v1.AddLearnerNodeRequest.$Properties instead.
         */
        interface IAddLearnerNodeRequest extends raft.v1.AddLearnerNodeRequest.$Properties {
        }

        /** Represents an AddLearnerNodeRequest. */
        class AddLearnerNodeRequest {

            /**
             * Constructs a new AddLearnerNodeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.AddLearnerNodeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddLearnerNodeRequest configurationIndex. */
            configurationIndex: number;

            /** AddLearnerNodeRequest nodeId. */
            nodeId: number;

            /** AddLearnerNodeRequest storeId. */
            storeId: string;

            /** AddLearnerNodeRequest peerAddress. */
            peerAddress: string;

            /**
             * Creates a new AddLearnerNodeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AddLearnerNodeRequest instance
             */
            static create(properties: raft.v1.AddLearnerNodeRequest.$Shape): raft.v1.AddLearnerNodeRequest & raft.v1.AddLearnerNodeRequest.$Shape;
            static create(properties?: raft.v1.AddLearnerNodeRequest.$Properties): raft.v1.AddLearnerNodeRequest;

            /**
             * Encodes the specified AddLearnerNodeRequest message. Does not implicitly {@link raft.v1.AddLearnerNodeRequest.verify|verify} messages.
             * @param message AddLearnerNodeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.AddLearnerNodeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddLearnerNodeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.AddLearnerNodeRequest & raft.v1.AddLearnerNodeRequest.$Shape} AddLearnerNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.AddLearnerNodeRequest & raft.v1.AddLearnerNodeRequest.$Shape;

            /**
             * Gets the type url for AddLearnerNodeRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AddLearnerNodeRequest {

            /** Properties of an AddLearnerNodeRequest. */
            interface $Properties {

                /** AddLearnerNodeRequest configurationIndex */
                configurationIndex?: (number|null);

                /** AddLearnerNodeRequest nodeId */
                nodeId?: (number|null);

                /** AddLearnerNodeRequest storeId */
                storeId?: (string|null);

                /** AddLearnerNodeRequest peerAddress */
                peerAddress?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddLearnerNodeRequest. */
            type $Shape = raft.v1.AddLearnerNodeRequest.$Properties;
        }

        /**
         * Properties of an AddNodeRequest.
         * @deprecated Use raft.v1.AddNodeRequest.$Properties instead.
         */
        interface IAddNodeRequest extends raft.v1.AddNodeRequest.$Properties {
        }

        /** Represents an AddNodeRequest. */
        class AddNodeRequest {

            /**
             * Constructs a new AddNodeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.AddNodeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddNodeRequest configurationIndex. */
            configurationIndex: number;

            /** AddNodeRequest nodeId. */
            nodeId: number;

            /** AddNodeRequest replacesNodeId. */
            replacesNodeId: number;

            /**
             * Creates a new AddNodeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AddNodeRequest instance
             */
            static create(properties: raft.v1.AddNodeRequest.$Shape): raft.v1.AddNodeRequest & raft.v1.AddNodeRequest.$Shape;
            static create(properties?: raft.v1.AddNodeRequest.$Properties): raft.v1.AddNodeRequest;

            /**
             * Encodes the specified AddNodeRequest message. Does not implicitly {@link raft.v1.AddNodeRequest.verify|verify} messages.
             * @param message AddNodeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.AddNodeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddNodeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.AddNodeRequest & raft.v1.AddNodeRequest.$Shape} AddNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.AddNodeRequest & raft.v1.AddNodeRequest.$Shape;

            /**
             * Gets the type url for AddNodeRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AddNodeRequest {

            /** Properties of an AddNodeRequest. */
            interface $Properties {

                /** AddNodeRequest configurationIndex */
                configurationIndex?: (number|null);

                /** AddNodeRequest nodeId */
                nodeId?: (number|null);

                /** AddNodeRequest replacesNodeId */
                replacesNodeId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddNodeRequest. */
            type $Shape = raft.v1.AddNodeRequest.$Properties;
        }

        /**
         * Properties of a RemoveNodeRequest.
         * @deprecated Use raft.v1.RemoveNodeRequest.$Properties instead.
         */
        interface IRemoveNodeRequest extends raft.v1.RemoveNodeRequest.$Properties {
        }

        /** Represents a RemoveNodeRequest. */
        class RemoveNodeRequest {

            /**
             * Constructs a new RemoveNodeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.RemoveNodeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RemoveNodeRequest configurationIndex. */
            configurationIndex: number;

            /** RemoveNodeRequest nodeId. */
            nodeId: number;

            /**
             * Creates a new RemoveNodeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RemoveNodeRequest instance
             */
            static create(properties: raft.v1.RemoveNodeRequest.$Shape): raft.v1.RemoveNodeRequest & raft.v1.RemoveNodeRequest.$Shape;
            static create(properties?: raft.v1.RemoveNodeRequest.$Properties): raft.v1.RemoveNodeRequest;

            /**
             * Encodes the specified RemoveNodeRequest message. Does not implicitly {@link raft.v1.RemoveNodeRequest.verify|verify} messages.
             * @param message RemoveNodeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.RemoveNodeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RemoveNodeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.RemoveNodeRequest & raft.v1.RemoveNodeRequest.$Shape} RemoveNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.RemoveNodeRequest & raft.v1.RemoveNodeRequest.$Shape;

            /**
             * Gets the type url for RemoveNodeRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RemoveNodeRequest {

            /** Properties of a RemoveNodeRequest. */
            interface $Properties {

                /** RemoveNodeRequest configurationIndex */
                configurationIndex?: (number|null);

                /** RemoveNodeRequest nodeId */
                nodeId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RemoveNodeRequest. */
            type $Shape = raft.v1.RemoveNodeRequest.$Properties;
        }

        /**
         * Properties of a MembershipResponse.
         * @deprecated Use raft.v1.MembershipResponse.$Properties instead.
         */
        interface IMembershipResponse extends raft.v1.MembershipResponse.$Properties {
        }

        /** Represents a MembershipResponse. */
        class MembershipResponse {

            /**
             * Constructs a new MembershipResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.MembershipResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MembershipResponse configurationIndex. */
            configurationIndex: number;

            /**
             * Creates a new MembershipResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MembershipResponse instance
             */
            static create(properties: raft.v1.MembershipResponse.$Shape): raft.v1.MembershipResponse & raft.v1.MembershipResponse.$Shape;
            static create(properties?: raft.v1.MembershipResponse.$Properties): raft.v1.MembershipResponse;

            /**
             * Encodes the specified MembershipResponse message. Does not implicitly {@link raft.v1.MembershipResponse.verify|verify} messages.
             * @param message MembershipResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.MembershipResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MembershipResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.MembershipResponse & raft.v1.MembershipResponse.$Shape} MembershipResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.MembershipResponse & raft.v1.MembershipResponse.$Shape;

            /**
             * Gets the type url for MembershipResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MembershipResponse {

            /** Properties of a MembershipResponse. */
            interface $Properties {

                /** MembershipResponse configurationIndex */
                configurationIndex?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MembershipResponse. */
            type $Shape = raft.v1.MembershipResponse.$Properties;
        }

        /**
         * Properties of a TransferLeadershipRequest.
         * @deprecated Use raft.v1.TransferLeadershipRequest.$Properties instead.
         */
        interface ITransferLeadershipRequest extends raft.v1.TransferLeadershipRequest.$Properties {
        }

        /** Represents a TransferLeadershipRequest. */
        class TransferLeadershipRequest {

            /**
             * Constructs a new TransferLeadershipRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.TransferLeadershipRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransferLeadershipRequest configurationIndex. */
            configurationIndex: number;

            /** TransferLeadershipRequest nodeId. */
            nodeId: number;

            /**
             * Creates a new TransferLeadershipRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TransferLeadershipRequest instance
             */
            static create(properties: raft.v1.TransferLeadershipRequest.$Shape): raft.v1.TransferLeadershipRequest & raft.v1.TransferLeadershipRequest.$Shape;
            static create(properties?: raft.v1.TransferLeadershipRequest.$Properties): raft.v1.TransferLeadershipRequest;

            /**
             * Encodes the specified TransferLeadershipRequest message. Does not implicitly {@link raft.v1.TransferLeadershipRequest.verify|verify} messages.
             * @param message TransferLeadershipRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.TransferLeadershipRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransferLeadershipRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.TransferLeadershipRequest & raft.v1.TransferLeadershipRequest.$Shape} TransferLeadershipRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.TransferLeadershipRequest & raft.v1.TransferLeadershipRequest.$Shape;

            /**
             * Gets the type url for TransferLeadershipRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TransferLeadershipRequest {

            /** Properties of a TransferLeadershipRequest. */
            interface $Properties {

                /** TransferLeadershipRequest configurationIndex */
                configurationIndex?: (number|null);

                /** TransferLeadershipRequest nodeId */
                nodeId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransferLeadershipRequest. */
            type $Shape = raft.v1.TransferLeadershipRequest.$Properties;
        }

        /**
         * Properties of a TransferLeadershipResponse.
         * @deprecated Use raft.v1.TransferLeadershipResponse.$Properties instead.
         */
        interface ITransferLeadershipResponse extends raft.v1.TransferLeadershipResponse.$Properties {
        }

        /** Represents a TransferLeadershipResponse. */
        class TransferLeadershipResponse {

            /**
             * Constructs a new TransferLeadershipResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.TransferLeadershipResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransferLeadershipResponse leaderId. */
            leaderId: number;

            /**
             * Creates a new TransferLeadershipResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TransferLeadershipResponse instance
             */
            static create(properties: raft.v1.TransferLeadershipResponse.$Shape): raft.v1.TransferLeadershipResponse & raft.v1.TransferLeadershipResponse.$Shape;
            static create(properties?: raft.v1.TransferLeadershipResponse.$Properties): raft.v1.TransferLeadershipResponse;

            /**
             * Encodes the specified TransferLeadershipResponse message. Does not implicitly {@link raft.v1.TransferLeadershipResponse.verify|verify} messages.
             * @param message TransferLeadershipResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.TransferLeadershipResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransferLeadershipResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.TransferLeadershipResponse & raft.v1.TransferLeadershipResponse.$Shape} TransferLeadershipResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.TransferLeadershipResponse & raft.v1.TransferLeadershipResponse.$Shape;

            /**
             * Gets the type url for TransferLeadershipResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TransferLeadershipResponse {

            /** Properties of a TransferLeadershipResponse. */
            interface $Properties {

                /** TransferLeadershipResponse leaderId */
                leaderId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransferLeadershipResponse. */
            type $Shape = raft.v1.TransferLeadershipResponse.$Properties;
        }

        /**
         * Properties of a SnapshotRequest.
         * @deprecated Use raft.v1.SnapshotRequest.$Properties instead.
         */
        interface ISnapshotRequest extends raft.v1.SnapshotRequest.$Properties {
        }

        /** Represents a SnapshotRequest. */
        class SnapshotRequest {

            /**
             * Constructs a new SnapshotRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.SnapshotRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotRequest configurationIndex. */
            configurationIndex: number;

            /**
             * Creates a new SnapshotRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotRequest instance
             */
            static create(properties: raft.v1.SnapshotRequest.$Shape): raft.v1.SnapshotRequest & raft.v1.SnapshotRequest.$Shape;
            static create(properties?: raft.v1.SnapshotRequest.$Properties): raft.v1.SnapshotRequest;

            /**
             * Encodes the specified SnapshotRequest message. Does not implicitly {@link raft.v1.SnapshotRequest.verify|verify} messages.
             * @param message SnapshotRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.SnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotRequest & raft.v1.SnapshotRequest.$Shape} SnapshotRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.SnapshotRequest & raft.v1.SnapshotRequest.$Shape;

            /**
             * Gets the type url for SnapshotRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SnapshotRequest {

            /** Properties of a SnapshotRequest. */
            interface $Properties {

                /** SnapshotRequest configurationIndex */
                configurationIndex?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotRequest. */
            type $Shape = raft.v1.SnapshotRequest.$Properties;
        }

        /**
         * Properties of a SnapshotResponse.
         * @deprecated Use raft.v1.SnapshotResponse.$Properties instead.
         */
        interface ISnapshotResponse extends raft.v1.SnapshotResponse.$Properties {
        }

        /** Represents a SnapshotResponse. */
        class SnapshotResponse {

            /**
             * Constructs a new SnapshotResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.SnapshotResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotResponse index. */
            index: number;

            /** SnapshotResponse term. */
            term: number;

            /**
             * Creates a new SnapshotResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotResponse instance
             */
            static create(properties: raft.v1.SnapshotResponse.$Shape): raft.v1.SnapshotResponse & raft.v1.SnapshotResponse.$Shape;
            static create(properties?: raft.v1.SnapshotResponse.$Properties): raft.v1.SnapshotResponse;

            /**
             * Encodes the specified SnapshotResponse message. Does not implicitly {@link raft.v1.SnapshotResponse.verify|verify} messages.
             * @param message SnapshotResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.SnapshotResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotResponse & raft.v1.SnapshotResponse.$Shape} SnapshotResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.SnapshotResponse & raft.v1.SnapshotResponse.$Shape;

            /**
             * Gets the type url for SnapshotResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SnapshotResponse {

            /** Properties of a SnapshotResponse. */
            interface $Properties {

                /** SnapshotResponse index */
                index?: (number|null);

                /** SnapshotResponse term */
                term?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotResponse. */
            type $Shape = raft.v1.SnapshotResponse.$Properties;
        }

        /**
         * Properties of a HashStateRequest.
         * @deprecated Use raft.v1.HashStateRequest.$Properties instead.
         */
        interface IHashStateRequest extends raft.v1.HashStateRequest.$Properties {
        }

        /** Represents a HashStateRequest. */
        class HashStateRequest {

            /**
             * Constructs a new HashStateRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.HashStateRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new HashStateRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HashStateRequest instance
             */
            static create(properties: raft.v1.HashStateRequest.$Shape): raft.v1.HashStateRequest & raft.v1.HashStateRequest.$Shape;
            static create(properties?: raft.v1.HashStateRequest.$Properties): raft.v1.HashStateRequest;

            /**
             * Encodes the specified HashStateRequest message. Does not implicitly {@link raft.v1.HashStateRequest.verify|verify} messages.
             * @param message HashStateRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.HashStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HashStateRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.HashStateRequest & raft.v1.HashStateRequest.$Shape} HashStateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.HashStateRequest & raft.v1.HashStateRequest.$Shape;

            /**
             * Gets the type url for HashStateRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HashStateRequest {

            /** Properties of a HashStateRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HashStateRequest. */
            type $Shape = raft.v1.HashStateRequest.$Properties;
        }

        /**
         * Properties of a HashStateResponse.
         * @deprecated Use raft.v1.HashStateResponse.$Properties instead.
         */
        interface IHashStateResponse extends raft.v1.HashStateResponse.$Properties {
        }

        /** Represents a HashStateResponse. */
        class HashStateResponse {

            /**
             * Constructs a new HashStateResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.HashStateResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HashStateResponse index. */
            index: number;

            /** HashStateResponse hash. */
            hash: Uint8Array;

            /**
             * Creates a new HashStateResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HashStateResponse instance
             */
            static create(properties: raft.v1.HashStateResponse.$Shape): raft.v1.HashStateResponse & raft.v1.HashStateResponse.$Shape;
            static create(properties?: raft.v1.HashStateResponse.$Properties): raft.v1.HashStateResponse;

            /**
             * Encodes the specified HashStateResponse message. Does not implicitly {@link raft.v1.HashStateResponse.verify|verify} messages.
             * @param message HashStateResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.HashStateResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HashStateResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.HashStateResponse & raft.v1.HashStateResponse.$Shape} HashStateResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.HashStateResponse & raft.v1.HashStateResponse.$Shape;

            /**
             * Gets the type url for HashStateResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace HashStateResponse {

            /** Properties of a HashStateResponse. */
            interface $Properties {

                /** HashStateResponse index */
                index?: (number|null);

                /** HashStateResponse hash */
                hash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HashStateResponse. */
            type $Shape = raft.v1.HashStateResponse.$Properties;
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

            /** Calls OpenSession. */
            openSession: raft.v1.Client.OpenSession;

            /** Calls Propose. */
            propose: raft.v1.Client.Propose;

            /** Calls ProposeStream. */
            proposeStream: raft.v1.Client.ProposeStream;

            /** Calls Query. */
            query: raft.v1.Client.Query;
        }

        namespace Client {

            /**
             * Callback as used by {@link raft.v1.Client#openSession}.
             * @param error Error, if any
             * @param [response] OpenSessionResponse
             */
            type OpenSessionCallback = (error: (Error|null), response?: raft.v1.OpenSessionResponse) => void;

            /** Calls OpenSession. */
            type OpenSession = {
              (request: raft.v1.IOpenSessionRequest, callback: raft.v1.Client.OpenSessionCallback): void;
              (request: raft.v1.IOpenSessionRequest): Promise<raft.v1.OpenSessionResponse>;
              readonly name: "OpenSession";
              readonly path: "/raft.v1.Client/OpenSession";
              readonly requestType: "OpenSessionRequest";
              readonly responseType: "OpenSessionResponse";
              readonly requestStream: undefined;
              readonly responseStream: undefined;
            };

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
         * Properties of an OpenSessionRequest.
         * @deprecated Use raft.v1.OpenSessionRequest.$Properties instead.
         */
        interface IOpenSessionRequest extends raft.v1.OpenSessionRequest.$Properties {
        }

        /** Represents an OpenSessionRequest. */
        class OpenSessionRequest {

            /**
             * Constructs a new OpenSessionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.OpenSessionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new OpenSessionRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenSessionRequest instance
             */
            static create(properties: raft.v1.OpenSessionRequest.$Shape): raft.v1.OpenSessionRequest & raft.v1.OpenSessionRequest.$Shape;
            static create(properties?: raft.v1.OpenSessionRequest.$Properties): raft.v1.OpenSessionRequest;

            /**
             * Encodes the specified OpenSessionRequest message. Does not implicitly {@link raft.v1.OpenSessionRequest.verify|verify} messages.
             * @param message OpenSessionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.OpenSessionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenSessionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.OpenSessionRequest & raft.v1.OpenSessionRequest.$Shape} OpenSessionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.OpenSessionRequest & raft.v1.OpenSessionRequest.$Shape;

            /**
             * Gets the type url for OpenSessionRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace OpenSessionRequest {

            /** Properties of an OpenSessionRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenSessionRequest. */
            type $Shape = raft.v1.OpenSessionRequest.$Properties;
        }

        /**
         * Properties of an OpenSessionResponse.
         * @deprecated Use raft.v1.OpenSessionResponse.$Properties instead.
         */
        interface IOpenSessionResponse extends raft.v1.OpenSessionResponse.$Properties {
        }

        /** Represents an OpenSessionResponse. */
        class OpenSessionResponse {

            /**
             * Constructs a new OpenSessionResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.OpenSessionResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenSessionResponse clientId. */
            clientId: number;

            /**
             * Creates a new OpenSessionResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenSessionResponse instance
             */
            static create(properties: raft.v1.OpenSessionResponse.$Shape): raft.v1.OpenSessionResponse & raft.v1.OpenSessionResponse.$Shape;
            static create(properties?: raft.v1.OpenSessionResponse.$Properties): raft.v1.OpenSessionResponse;

            /**
             * Encodes the specified OpenSessionResponse message. Does not implicitly {@link raft.v1.OpenSessionResponse.verify|verify} messages.
             * @param message OpenSessionResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.OpenSessionResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenSessionResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.OpenSessionResponse & raft.v1.OpenSessionResponse.$Shape} OpenSessionResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.OpenSessionResponse & raft.v1.OpenSessionResponse.$Shape;

            /**
             * Gets the type url for OpenSessionResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace OpenSessionResponse {

            /** Properties of an OpenSessionResponse. */
            interface $Properties {

                /** OpenSessionResponse clientId */
                clientId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenSessionResponse. */
            type $Shape = raft.v1.OpenSessionResponse.$Properties;
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

            /** ProposeRequest clientId. */
            clientId: number;

            /** ProposeRequest acknowledged. */
            acknowledged: number;

            /** ProposeRequest requireLeader. */
            requireLeader: boolean;

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

                /** ProposeRequest clientId */
                clientId?: (number|null);

                /** ProposeRequest acknowledged */
                acknowledged?: (number|null);

                /** ProposeRequest requireLeader */
                requireLeader?: (boolean|null);

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

        /** Represents a Transport */
        class Transport extends $protobuf.rpc.Service {

            /**
             * Constructs a new Transport service.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             */
            constructor(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean);

            /**
             * Creates new Transport service using the specified rpc implementation.
             * @param rpcImpl RPC implementation
             * @param [requestDelimited=false] Whether requests are length-delimited
             * @param [responseDelimited=false] Whether responses are length-delimited
             * @returns RPC service. Useful where requests and/or responses are streamed.
             */
            static create(rpcImpl: $protobuf.RPCImpl, requestDelimited?: boolean, responseDelimited?: boolean): Transport;

            /** Calls Messages. */
            messages: raft.v1.Transport.Messages;

            /** Calls SendSnapshot. */
            sendSnapshot: raft.v1.Transport.SendSnapshot;
        }

        namespace Transport {

            /**
             * Callback as used by {@link raft.v1.Transport#messages}.
             * @param error Error, if any
             * @param [response] MessagesResponse
             */
            type MessagesCallback = (error: (Error|null), response?: raft.v1.MessagesResponse) => void;

            /** Calls Messages. */
            type Messages = {
              (request: raft.v1.IMessagesRequest, callback: raft.v1.Transport.MessagesCallback): void;
              (request: raft.v1.IMessagesRequest): Promise<raft.v1.MessagesResponse>;
              readonly name: "Messages";
              readonly path: "/raft.v1.Transport/Messages";
              readonly requestType: "MessagesRequest";
              readonly responseType: "MessagesResponse";
              readonly requestStream: true;
              readonly responseStream: true;
            };

            /**
             * Callback as used by {@link raft.v1.Transport#sendSnapshot}.
             * @param error Error, if any
             * @param [response] SendSnapshotResponse
             */
            type SendSnapshotCallback = (error: (Error|null), response?: raft.v1.SendSnapshotResponse) => void;

            /** Calls SendSnapshot. */
            type SendSnapshot = {
              (request: raft.v1.ISendSnapshotRequest, callback: raft.v1.Transport.SendSnapshotCallback): void;
              (request: raft.v1.ISendSnapshotRequest): Promise<raft.v1.SendSnapshotResponse>;
              readonly name: "SendSnapshot";
              readonly path: "/raft.v1.Transport/SendSnapshot";
              readonly requestType: "SendSnapshotRequest";
              readonly responseType: "SendSnapshotResponse";
              readonly requestStream: true;
              readonly responseStream: true;
            };
        }

        /**
         * Properties of a Hello.
         * @deprecated Use raft.v1.Hello.$Properties instead.
         */
        interface IHello extends raft.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello clusterId. */
            clusterId: string;

            /** Hello fromNodeId. */
            fromNodeId: number;

            /** Hello fromStoreId. */
            fromStoreId: string;

            /** Hello fromAddress. */
            fromAddress: string;

            /** Hello toNodeId. */
            toNodeId: number;

            /** Hello toStoreId. */
            toStoreId: string;

            /** Hello formatVersionMin. */
            formatVersionMin: number;

            /** Hello formatVersionMax. */
            formatVersionMax: number;

            /** Hello epoch. */
            epoch: number;

            /**
             * Creates a new Hello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hello instance
             */
            static create(properties: raft.v1.Hello.$Shape): raft.v1.Hello & raft.v1.Hello.$Shape;
            static create(properties?: raft.v1.Hello.$Properties): raft.v1.Hello;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link raft.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.Hello & raft.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.Hello & raft.v1.Hello.$Shape;

            /**
             * Gets the type url for Hello
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello clusterId */
                clusterId?: (string|null);

                /** Hello fromNodeId */
                fromNodeId?: (number|null);

                /** Hello fromStoreId */
                fromStoreId?: (string|null);

                /** Hello fromAddress */
                fromAddress?: (string|null);

                /** Hello toNodeId */
                toNodeId?: (number|null);

                /** Hello toStoreId */
                toStoreId?: (string|null);

                /** Hello formatVersionMin */
                formatVersionMin?: (number|null);

                /** Hello formatVersionMax */
                formatVersionMax?: (number|null);

                /** Hello epoch */
                epoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = raft.v1.Hello.$Properties;
        }

        /**
         * Properties of a Frame.
         * @deprecated Use raft.v1.Frame.$Properties instead.
         */
        interface IFrame extends raft.v1.Frame.$Properties {
        }

        /** Represents a Frame. */
        class Frame {

            /**
             * Constructs a new Frame.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.Frame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Frame number. */
            number: number;

            /** Frame messages. */
            messages: eraftpb.Message.$Properties[];

            /**
             * Creates a new Frame instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Frame instance
             */
            static create(properties: raft.v1.Frame.$Shape): raft.v1.Frame & raft.v1.Frame.$Shape;
            static create(properties?: raft.v1.Frame.$Properties): raft.v1.Frame;

            /**
             * Encodes the specified Frame message. Does not implicitly {@link raft.v1.Frame.verify|verify} messages.
             * @param message Frame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.Frame & raft.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.Frame & raft.v1.Frame.$Shape;

            /**
             * Gets the type url for Frame
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Frame {

            /** Properties of a Frame. */
            interface $Properties {

                /** Frame number */
                number?: (number|null);

                /** Frame messages */
                messages?: (eraftpb.Message.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Frame. */
            type $Shape = raft.v1.Frame.$Properties;
        }

        /**
         * Properties of a MessagesRequest.
         * @deprecated Use raft.v1.MessagesRequest.$Properties instead.
         */
        interface IMessagesRequest extends raft.v1.MessagesRequest.$Properties {
        }

        /** Represents a MessagesRequest. */
        class MessagesRequest {

            /**
             * Constructs a new MessagesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.MessagesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MessagesRequest hello. */
            hello?: (raft.v1.Hello.$Properties|null);

            /** MessagesRequest frame. */
            frame?: (raft.v1.Frame.$Properties|null);

            /** MessagesRequest request. */
            request?: ("hello"|"frame");

            /**
             * Creates a new MessagesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MessagesRequest instance
             */
            static create(properties: raft.v1.MessagesRequest.$Shape): raft.v1.MessagesRequest & raft.v1.MessagesRequest.$Shape;
            static create(properties?: raft.v1.MessagesRequest.$Properties): raft.v1.MessagesRequest;

            /**
             * Encodes the specified MessagesRequest message. Does not implicitly {@link raft.v1.MessagesRequest.verify|verify} messages.
             * @param message MessagesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.MessagesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MessagesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.MessagesRequest & raft.v1.MessagesRequest.$Shape} MessagesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.MessagesRequest & raft.v1.MessagesRequest.$Shape;

            /**
             * Gets the type url for MessagesRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MessagesRequest {

            /** Properties of a MessagesRequest. */
            interface $Properties {

                /** MessagesRequest hello */
                hello?: (raft.v1.Hello.$Properties|null);

                /** MessagesRequest frame */
                frame?: (raft.v1.Frame.$Properties|null);

                /** MessagesRequest request */
                request?: ("hello"|"frame");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a MessagesRequest. */
            type $Shape = {
              hello?: raft.v1.Hello.$Shape|null;
              frame?: raft.v1.Frame.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ request?: undefined; hello?: null; frame?: null }|{ request?: "hello"; hello: raft.v1.Hello.$Shape; frame?: null }|{ request?: "frame"; hello?: null; frame: raft.v1.Frame.$Shape })
            );
        }

        /**
         * Properties of a MessagesResponse.
         * @deprecated Use raft.v1.MessagesResponse.$Properties instead.
         */
        interface IMessagesResponse extends raft.v1.MessagesResponse.$Properties {
        }

        /** Represents a MessagesResponse. */
        class MessagesResponse {

            /**
             * Constructs a new MessagesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.MessagesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MessagesResponse received. */
            received: number;

            /**
             * Creates a new MessagesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MessagesResponse instance
             */
            static create(properties: raft.v1.MessagesResponse.$Shape): raft.v1.MessagesResponse & raft.v1.MessagesResponse.$Shape;
            static create(properties?: raft.v1.MessagesResponse.$Properties): raft.v1.MessagesResponse;

            /**
             * Encodes the specified MessagesResponse message. Does not implicitly {@link raft.v1.MessagesResponse.verify|verify} messages.
             * @param message MessagesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.MessagesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MessagesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.MessagesResponse & raft.v1.MessagesResponse.$Shape} MessagesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.MessagesResponse & raft.v1.MessagesResponse.$Shape;

            /**
             * Gets the type url for MessagesResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MessagesResponse {

            /** Properties of a MessagesResponse. */
            interface $Properties {

                /** MessagesResponse received */
                received?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MessagesResponse. */
            type $Shape = raft.v1.MessagesResponse.$Properties;
        }

        /**
         * Properties of a SnapshotChunk.
         * @deprecated Use raft.v1.SnapshotChunk.$Properties instead.
         */
        interface ISnapshotChunk extends raft.v1.SnapshotChunk.$Properties {
        }

        /** Represents a SnapshotChunk. */
        class SnapshotChunk {

            /**
             * Constructs a new SnapshotChunk.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.SnapshotChunk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotChunk number. */
            number: number;

            /** SnapshotChunk data. */
            data: Uint8Array;

            /** SnapshotChunk crc32c. */
            crc32c: number;

            /**
             * Creates a new SnapshotChunk instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotChunk instance
             */
            static create(properties: raft.v1.SnapshotChunk.$Shape): raft.v1.SnapshotChunk & raft.v1.SnapshotChunk.$Shape;
            static create(properties?: raft.v1.SnapshotChunk.$Properties): raft.v1.SnapshotChunk;

            /**
             * Encodes the specified SnapshotChunk message. Does not implicitly {@link raft.v1.SnapshotChunk.verify|verify} messages.
             * @param message SnapshotChunk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.SnapshotChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotChunk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotChunk & raft.v1.SnapshotChunk.$Shape} SnapshotChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.SnapshotChunk & raft.v1.SnapshotChunk.$Shape;

            /**
             * Gets the type url for SnapshotChunk
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SnapshotChunk {

            /** Properties of a SnapshotChunk. */
            interface $Properties {

                /** SnapshotChunk number */
                number?: (number|null);

                /** SnapshotChunk data */
                data?: (Uint8Array|null);

                /** SnapshotChunk crc32c */
                crc32c?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotChunk. */
            type $Shape = raft.v1.SnapshotChunk.$Properties;
        }

        /**
         * Properties of a SnapshotEnd.
         * @deprecated Use raft.v1.SnapshotEnd.$Properties instead.
         */
        interface ISnapshotEnd extends raft.v1.SnapshotEnd.$Properties {
        }

        /** Represents a SnapshotEnd. */
        class SnapshotEnd {

            /**
             * Constructs a new SnapshotEnd.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.SnapshotEnd.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotEnd chunks. */
            chunks: number;

            /** SnapshotEnd bytes. */
            bytes: number;

            /** SnapshotEnd sha256. */
            sha256: Uint8Array;

            /**
             * Creates a new SnapshotEnd instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotEnd instance
             */
            static create(properties: raft.v1.SnapshotEnd.$Shape): raft.v1.SnapshotEnd & raft.v1.SnapshotEnd.$Shape;
            static create(properties?: raft.v1.SnapshotEnd.$Properties): raft.v1.SnapshotEnd;

            /**
             * Encodes the specified SnapshotEnd message. Does not implicitly {@link raft.v1.SnapshotEnd.verify|verify} messages.
             * @param message SnapshotEnd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.SnapshotEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotEnd message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.SnapshotEnd & raft.v1.SnapshotEnd.$Shape} SnapshotEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.SnapshotEnd & raft.v1.SnapshotEnd.$Shape;

            /**
             * Gets the type url for SnapshotEnd
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SnapshotEnd {

            /** Properties of a SnapshotEnd. */
            interface $Properties {

                /** SnapshotEnd chunks */
                chunks?: (number|null);

                /** SnapshotEnd bytes */
                bytes?: (number|null);

                /** SnapshotEnd sha256 */
                sha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotEnd. */
            type $Shape = raft.v1.SnapshotEnd.$Properties;
        }

        /**
         * Properties of a SendSnapshotRequest.
         * @deprecated Use raft.v1.SendSnapshotRequest.$Properties instead.
         */
        interface ISendSnapshotRequest extends raft.v1.SendSnapshotRequest.$Properties {
        }

        /** Represents a SendSnapshotRequest. */
        class SendSnapshotRequest {

            /**
             * Constructs a new SendSnapshotRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.SendSnapshotRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SendSnapshotRequest hello. */
            hello?: (raft.v1.Hello.$Properties|null);

            /** SendSnapshotRequest message. */
            message?: (eraftpb.Message.$Properties|null);

            /** SendSnapshotRequest chunk. */
            chunk?: (raft.v1.SnapshotChunk.$Properties|null);

            /** SendSnapshotRequest end. */
            end?: (raft.v1.SnapshotEnd.$Properties|null);

            /** SendSnapshotRequest request. */
            request?: ("hello"|"message"|"chunk"|"end");

            /**
             * Creates a new SendSnapshotRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SendSnapshotRequest instance
             */
            static create(properties: raft.v1.SendSnapshotRequest.$Shape): raft.v1.SendSnapshotRequest & raft.v1.SendSnapshotRequest.$Shape;
            static create(properties?: raft.v1.SendSnapshotRequest.$Properties): raft.v1.SendSnapshotRequest;

            /**
             * Encodes the specified SendSnapshotRequest message. Does not implicitly {@link raft.v1.SendSnapshotRequest.verify|verify} messages.
             * @param message SendSnapshotRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.SendSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SendSnapshotRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.SendSnapshotRequest & raft.v1.SendSnapshotRequest.$Shape} SendSnapshotRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.SendSnapshotRequest & raft.v1.SendSnapshotRequest.$Shape;

            /**
             * Gets the type url for SendSnapshotRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SendSnapshotRequest {

            /** Properties of a SendSnapshotRequest. */
            interface $Properties {

                /** SendSnapshotRequest hello */
                hello?: (raft.v1.Hello.$Properties|null);

                /** SendSnapshotRequest message */
                message?: (eraftpb.Message.$Properties|null);

                /** SendSnapshotRequest chunk */
                chunk?: (raft.v1.SnapshotChunk.$Properties|null);

                /** SendSnapshotRequest end */
                end?: (raft.v1.SnapshotEnd.$Properties|null);

                /** SendSnapshotRequest request */
                request?: ("hello"|"message"|"chunk"|"end");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a SendSnapshotRequest. */
            type $Shape = {
              hello?: raft.v1.Hello.$Shape|null;
              message?: eraftpb.Message.$Shape|null;
              chunk?: raft.v1.SnapshotChunk.$Shape|null;
              end?: raft.v1.SnapshotEnd.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ request?: undefined; hello?: null; message?: null; chunk?: null; end?: null }|{ request?: "hello"; hello: raft.v1.Hello.$Shape; message?: null; chunk?: null; end?: null }|{ request?: "message"; hello?: null; message: eraftpb.Message.$Shape; chunk?: null; end?: null }|{ request?: "chunk"; hello?: null; message?: null; chunk: raft.v1.SnapshotChunk.$Shape; end?: null }|{ request?: "end"; hello?: null; message?: null; chunk?: null; end: raft.v1.SnapshotEnd.$Shape })
            );
        }

        /**
         * Properties of a SendSnapshotResponse.
         * @deprecated Use raft.v1.SendSnapshotResponse.$Properties instead.
         */
        interface ISendSnapshotResponse extends raft.v1.SendSnapshotResponse.$Properties {
        }

        /** Represents a SendSnapshotResponse. */
        class SendSnapshotResponse {

            /**
             * Constructs a new SendSnapshotResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: raft.v1.SendSnapshotResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SendSnapshotResponse received. */
            received: number;

            /**
             * Creates a new SendSnapshotResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SendSnapshotResponse instance
             */
            static create(properties: raft.v1.SendSnapshotResponse.$Shape): raft.v1.SendSnapshotResponse & raft.v1.SendSnapshotResponse.$Shape;
            static create(properties?: raft.v1.SendSnapshotResponse.$Properties): raft.v1.SendSnapshotResponse;

            /**
             * Encodes the specified SendSnapshotResponse message. Does not implicitly {@link raft.v1.SendSnapshotResponse.verify|verify} messages.
             * @param message SendSnapshotResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: raft.v1.SendSnapshotResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SendSnapshotResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {raft.v1.SendSnapshotResponse & raft.v1.SendSnapshotResponse.$Shape} SendSnapshotResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): raft.v1.SendSnapshotResponse & raft.v1.SendSnapshotResponse.$Shape;

            /**
             * Gets the type url for SendSnapshotResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SendSnapshotResponse {

            /** Properties of a SendSnapshotResponse. */
            interface $Properties {

                /** SendSnapshotResponse received */
                received?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SendSnapshotResponse. */
            type $Shape = raft.v1.SendSnapshotResponse.$Properties;
        }
    }
}
