// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "./interfaces/IDao.sol";
import {IDaoSignatures} from "./interfaces/IDaoSignatures.sol";
import {Ballot, BallotReader} from "./libraries/BallotReader.sol";
import {DecisionHash} from "./libraries/DecisionHash.sol";
import {Frame} from "./libraries/Frame.sol";
import {RosterBlob} from "./libraries/RosterBlob.sol";
import {RulesWord} from "./libraries/RulesWord.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Tally} from "./libraries/Tally.sol";
import {SpinOffs} from "./SpinOffs.sol";

/// @title See IDaoSignatures
/// @dev Reads DAOs and keeps nothing. What members signed also lets them leave together (SpinOffs). A contract that only looks like a DAO learns what its own signers said, and nothing follows from it elsewhere:
/// every digest is made in the domain of the caller.
contract DaoSignatures is IDaoSignatures, SpinOffs {
    bytes4 private constant NO = 0xffffffff;

    /// @dev The escrow of bounties: what a DAO agrees to there it may sign as it votes.
    address private immutable ESCROW;

    /// @dev What one call has read.
    struct Scene {
        IDao dao;
        bytes32 id;
        uint256 epoch;
        uint256 exited;
        bool anyRevoked;
        bytes present;
        Tally.Weights weights;
        bytes32[] agenda;
    }

    constructor(address records, address escrow) SpinOffs(records) {
        ESCROW = escrow;
    }

    /// @inheritdoc IDaoSignatures
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (!_countsBallots(_verifier())) return NO;
        Frame.reserve();
        if (signature.length < 83) revert Signatures_Malformed();
        if (bytes32(signature) == 0) return _together(hash, signature);
        Scene memory s;
        s.dao = IDao(msg.sender);
        s.id = _approvalId(hash, signature);
        address pointer;
        (s.epoch,, pointer, s.exited,, s.anyRevoked) = s.dao.state();
        s.present = RosterBlob.read(pointer);
        _cite(s, signature);
        uint256 at = _agenda(s, signature);
        bytes4 reason = Tally.weighedOutcome(s.present, s.exited, s.weights, _count(s, signature[at:]), 0);
        if (reason != 0) revert Signatures_Refused(s.id, reason);
        return Signatures.MAGIC;
    }

    /// @dev Who asked the DAO: the last word of what it passed on.
    function _verifier() private pure returns (address verifier) {
        assembly ("memory-safe") {
            verifier := shr(96, shl(96, calldataload(sub(calldatasize(), 0x20))))
        }
    }

    /// @dev A DAO of the same factory has the same code as the caller. This contract asks the members of a member, and records count for DAOs.
    /// What each of them asks about is a digest of a sheet, made in the domain of a DAO. The escrow asks about agreements and what follows from them, in its
    /// own domain, none of which takes anything out of a treasury.
    function _countsBallots(address verifier) private view returns (bool) {
        return verifier == address(this) || verifier == RECORDS || verifier == ESCROW || verifier.codehash == msg.sender.codehash;
    }

    /// @dev One ballot sheet out of several that the DAO signs alone (R28). Behind a slot that is nobody's:
    /// outer DAO (20) · answers (1) · answer × answers; answer = revision (8) · decision (32) · support (1) · length (2) · signature of the sheet that
    /// holds this answer alone. The sheet that they make has the least of their revisions, so that no answer stands above where it was signed.
    function _together(bytes32 hash, bytes calldata signature) private view returns (bytes4) {
        bytes32 domain = DecisionHash.openFrameOf(address(bytes20(signature[32:52])));
        bytes32[] memory choices = new bytes32[](uint8(signature[52]));
        // Of one alone its own signature is read; this one would ask for itself in circles.
        if (choices.length < 2) revert Signatures_Malformed();
        uint256 least = type(uint64).max;
        uint256 at = 53;
        for (uint256 i; i < choices.length; ++i) {
            uint256 signedAt = at + 43;
            if (signature.length < signedAt) revert Signatures_Malformed();
            uint256 revision = uint64(bytes8(signature[at:]));
            if (revision < least) least = revision;
            bytes32 choice =
                keccak256(abi.encode(DecisionHash.CHOICE_TYPEHASH, bytes32(signature[at + 8:]), uint8(signature[at + 40]), uint256(0)));
            at = signedAt + uint16(bytes2(signature[at + 41:]));
            if (signature.length < at) revert Signatures_Malformed();
            if (!_signs(_sheetDigest(domain, revision, abi.encode(choice)), signature[signedAt:at])) return NO;
            choices[i] = choice;
        }
        if (at != signature.length || _sheetDigest(domain, least, abi.encodePacked(choices)) != hash) revert Signatures_Malformed();
        return Signatures.MAGIC;
    }

    function _sheetDigest(bytes32 domain, uint256 revision, bytes memory choices) private view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(DecisionHash.SHEET_TYPEHASH, msg.sender, revision, keccak256(choices)));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /// @dev Through the DAO, which knows what it approved and which slots are spent. Its refusal goes on by name.
    function _signs(bytes32 hash, bytes calldata signature) private view returns (bool) {
        return IDao(msg.sender).isValidSignature(hash, signature) == Signatures.MAGIC;
    }

    /// @dev The id of the decision whose only call is `approveHash(hash)` of the DAO itself. Its other fields are the head of the signature:
    /// slot (32) · rosterEpoch (4) · rulesEpoch (4) · closesAt (5) · expiresAt (5) · contentHash (32)
    function _approvalId(bytes32 hash, bytes calldata head) private view returns (bytes32) {
        bytes32 domain = DecisionHash.openFrameOf(msg.sender);
        bytes32 call = keccak256(
            abi.encode(DecisionHash.CALL_TYPEHASH, msg.sender, 0, keccak256(abi.encodeCall(IDao.approveHash, (hash))), bytes32(0))
        );
        bytes32 structHash = keccak256(
            abi.encode(
                DecisionHash.DECISION_TYPEHASH,
                uint32(bytes4(head[32:36])),
                uint32(bytes4(head[36:40])),
                bytes32(head[:32]),
                uint40(bytes5(head[40:45])),
                uint40(bytes5(head[45:50])),
                address(0),
                bytes32(0),
                keccak256(abi.encode(call)),
                bytes32(head[50:82])
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /// @dev R1 and R2, as an enactment: which roster may be cited, and what ballots weigh by it.
    function _cite(Scene memory s, bytes calldata head) private view {
        RulesWord rules = RosterBlob.rulesWord(s.present);
        uint256 cited = uint32(bytes4(head[32:36]));
        if (
            block.timestamp > uint40(bytes5(head[45:50])) || uint32(bytes4(head[36:40])) != rules.epoch() || cited > s.epoch
        ) revert Signatures_Stale(s.id);
        if (rules.mode() == 2) revert Signatures_Refused(s.id, IDao.Dao_NeedsRecord.selector);
        bytes memory blob = cited == s.epoch ? s.present : RosterBlob.read(s.dao.pointerOf(uint32(cited)));
        uint256 createdAt = RosterBlob.createdAt(blob);
        if (cited != 0 && (block.timestamp <= createdAt || block.timestamp < createdAt + rules.gracePeriod())) {
            revert Signatures_Stale(s.id);
        }
        if (cited == s.epoch) {
            s.weights = Tally.current(s.present, s.exited);
            return;
        }
        bytes memory next = cited + 1 == s.epoch ? s.present : RosterBlob.read(s.dao.pointerOf(uint32(cited + 1)));
        if (block.timestamp >= RosterBlob.createdAt(next) + rules.votingPeriod()) revert Signatures_Stale(s.id);
        s.weights = Tally.older(s.present, s.exited, blob);
    }

    /// @dev The approval, then whatever else the sheets answer.
    /// @return at Where the sheets begin.
    function _agenda(Scene memory s, bytes calldata signature) private pure returns (uint256 at) {
        uint256 others = uint8(signature[82]);
        at = 83 + 32 * others;
        if (signature.length < at) revert Signatures_Malformed();
        s.agenda = new bytes32[](others + 1);
        s.agenda[0] = s.id;
        for (uint256 i; i < others; ++i) {
            bytes32 other = bytes32(signature[83 + 32 * i:]);
            // An id that comes twice could be answered twice by one sheet; that of the approval must have one place.
            if (other == s.id) revert Signatures_Malformed();
            s.agenda[i + 1] = other;
        }
    }

    /// @return masks As the tally reads them: seats that are against, for, abstain.
    function _count(Scene memory s, bytes calldata sheets) private view returns (uint256[] memory masks) {
        BallotReader.Reader memory r;
        (r.ids, r.blob, r.credits) = (s.agenda, s.present, BallotReader.NO_VOTES);
        BallotReader.Sheets memory read = BallotReader.read(sheets, r);
        if (read.end != sheets.length) revert Signatures_Malformed();
        masks = new uint256[](3);
        for (uint256 seat; read.seats >> seat != 0; ++seat) {
            if ((read.seats >> seat) & 1 == 0) continue;
            uint256 word = Ballot.unwrap(read.ballots[seat]);
            if (s.anyRevoked && word >> 64 < s.dao.firstRevision(RosterBlob.accountOf(RosterBlob.seat(s.present, seat)))) continue;
            masks[2 - uint8(word >> 24)] |= 1 << seat;
        }
    }
}
