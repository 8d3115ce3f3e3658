// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ballot} from "./BallotReader.sol";
import {RulesWord} from "./RulesWord.sol";

/// @title What is kept of a recorded decision, in storage and in memory
/// @notice Two words, and behind them what ballots are held against: the ranks of those that counted last, and in quadratic counting their votes.
/// choices = roster epoch (24) · window's end (40) · abstain (64) · support (64) · against (64), the last in the lowest bits
/// terms = passes (16) · start (40) · rules epoch (32) · the rules without income and refund (168)
library RecordBook {
    uint256 private constant RULES = (1 << 168) - 1;

    struct Record {
        uint256 choices;
        uint256 terms;
        /// Four seats a word.
        uint256[16] ranks;
        /// Sixteen seats a word; per seat the votes that count, and the most that were reserved.
        uint256[4] votes;
    }

    struct Book {
        /// By support: seat bits of against, support, abstain.
        uint256[3] masks;
        uint256 windowEnd;
        uint256 rosterEpoch;
        RulesWord rules;
        uint256 rulesEpoch;
        uint256 start;
        bool passes;
        uint256[16] ranks;
        uint256[4] votes;
        /// Twelve bytes per ballot that changed: seat (1) support (1), 3 for uncast · votes (2) · rank (8).
        bytes changes;
    }

    function load(Record storage r, uint256 seats, bool full) internal view returns (Book memory b) {
        (uint256 choices, uint256 terms) = (r.choices, r.terms);
        b.masks = [uint256(uint64(choices)), uint64(choices >> 64), uint64(choices >> 128)];
        (b.windowEnd, b.rosterEpoch) = (uint40(choices >> 192), choices >> 232);
        b.rules = RulesWord.wrap(terms & RULES);
        (b.rulesEpoch, b.start, b.passes) = (uint32(terms >> 168), uint40(terms >> 200), terms >> 240 != 0);
        for (uint256 i; full && i * 4 < seats; ++i) b.ranks[i] = r.ranks[i];
        if (b.rules.mode() == 2) for (uint256 i; i * 16 < seats; ++i) b.votes[i] = r.votes[i];
    }

    /// @return book What the event says: both words, then the changes.
    function store(Record storage r, Book memory b, bool keep) internal returns (bytes memory book) {
        uint256 choices = b.masks[0] | (b.masks[1] << 64) | (b.masks[2] << 128) | (b.windowEnd << 192) | (b.rosterEpoch << 232);
        uint256 terms = (RulesWord.unwrap(b.rules) & RULES) | (b.rulesEpoch << 168) | (b.start << 200) | (uint256(b.passes ? 1 : 0) << 240);
        book = abi.encodePacked(choices, terms, b.changes);
        if (!keep) return book;
        (r.choices, r.terms) = (choices, terms);
        // A word that has not changed was read before and costs next to nothing.
        for (uint256 i; i < 16; ++i) if (b.ranks[i] != 0) r.ranks[i] = b.ranks[i];
        for (uint256 i; i < 4; ++i) if (b.votes[i] != 0) r.votes[i] = b.votes[i];
    }

    function rankOf(Book memory b, uint256 seat) internal pure returns (uint256) {
        return uint64(b.ranks[seat / 4] >> (64 * (seat % 4)));
    }

    function votesOf(Book memory b, uint256 seat) internal pure returns (uint256) {
        return uint8(b.votes[seat / 16] >> (16 * (seat % 16)));
    }

    /// @return The most votes whose cost was reserved for this seat.
    function reservedVotesOf(Book memory b, uint256 seat) internal pure returns (uint256) {
        return uint8(b.votes[seat / 16] >> (16 * (seat % 16) + 8));
    }

    /// @return 0 against, 1 for, 2 abstain, 3 uncast.
    function supportOf(Book memory b, uint256 seat) internal pure returns (uint256) {
        for (uint256 i; i < 3; ++i) if ((b.masks[i] >> seat) & 1 != 0) return i;
        return 3;
    }

    /// @notice Whether `ballot` counts before what is known of the seat: a higher rank, or an equal one that says something else and is larger.
    function isNewer(Book memory b, uint256 seat, Ballot ballot) internal pure returns (bool) {
        uint256 rank = rankOf(b, seat);
        uint256 other = Ballot.unwrap(ballot) >> 32;
        if (rank != other) return other > rank;
        uint256 support = supportOf(b, seat);
        if (support == 3) return rank == 0;
        uint256 known = 2 - support;
        other = uint32(Ballot.unwrap(ballot)) >> 24;
        if (b.rules.mode() != 2 || other != known) return other > known;
        return uint16(Ballot.unwrap(ballot) >> 8) > votesOf(b, seat);
    }

    /// @param support 3 for a ballot that is known and uncast.
    function put(Book memory b, uint256 seat, uint256 rank, uint256 support, uint256 votes, uint256 reserved) internal pure {
        for (uint256 i; i < 3; ++i) b.masks[i] = i == support ? b.masks[i] | (1 << seat) : b.masks[i] & ~(1 << seat);
        uint256 at = 64 * (seat % 4);
        b.ranks[seat / 4] = (b.ranks[seat / 4] & ~(uint256(type(uint64).max) << at)) | (rank << at);
        at = 16 * (seat % 16);
        if (b.rules.mode() == 2) b.votes[seat / 16] = (b.votes[seat / 16] & ~(0xffff << at)) | (((reserved << 8) | votes) << at);
        b.changes = abi.encodePacked(b.changes, uint8(seat), uint8(support), uint16(votes), uint64(rank));
    }
}
