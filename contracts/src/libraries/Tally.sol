// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RosterBlob} from "./RosterBlob.sol";
import {RulesWord, RulesWords} from "./RulesWord.sol";

/// @title Weights and outcomes (R2, R3)
library Tally {
    /// @dev Per seat of the current roster what its ballot weighs, with the current total as the only denominator.
    struct Weights {
        uint256[] seats;
        uint256 total;
        /// Bits of the seats whose holder has power or shares now.
        uint256 holders;
        /// Whether a holder of the cited epoch has no seat any more, so that nothing is unanimous.
        bool holderGone;
    }

    /// @notice Weights of a decision that cites the current roster.
    function current(bytes memory blob, uint256 exited) internal pure returns (Weights memory w) {
        uint256 n = RosterBlob.count(blob);
        bool byPower = RosterBlob.rulesWord(blob).mode() == 1;
        uint256[] memory seats = new uint256[](n);
        uint256 total;
        assembly ("memory-safe") {
            let record := add(blob, 0x60)
            for { let i := 0 } lt(i, n) { i := add(i, 1) } {
                let power := and(shr(24, mload(record)), 0xffffffffffffffff)
                if iszero(byPower) { power := iszero(iszero(power)) }
                // A seat that left by ragequit weighs nothing.
                power := mul(power, iszero(and(shr(i, exited), 1)))
                total := add(total, power)
                mstore(add(seats, shl(5, add(i, 1))), power)
                record := add(record, 45)
            }
        }
        w.seats = seats;
        w.total = total;
        w.holders = ((1 << n) - 1) & ~exited;
    }

    /// @notice Weights of a decision that cites an older roster: the smaller of both, over the current total.
    /// @dev Both rosters are sorted by account, so one pass joins them.
    function older(bytes memory blob, bytes memory cited, Weights memory now_) internal pure returns (Weights memory w) {
        uint256 n = now_.seats.length;
        uint256 citedCount = RosterBlob.count(cited);
        bool byPower = RosterBlob.rulesWord(blob).mode() == 1;
        w.seats = new uint256[](n);
        w.total = now_.total;
        w.holders = now_.holders;
        uint256 matched;
        uint256 c;
        for (uint256 i; i < n; ++i) {
            address account = RosterBlob.accountOf(RosterBlob.seat(blob, i));
            while (c < citedCount && RosterBlob.accountOf(RosterBlob.seat(cited, c)) < account) ++c;
            if (c == citedCount) break;
            uint256 record = RosterBlob.seat(cited, c);
            if (RosterBlob.accountOf(record) != account) continue;
            ++matched;
            uint256 power = RosterBlob.powerOf(record);
            if (!byPower && power != 0) power = 1;
            w.seats[i] = power < now_.seats[i] ? power : now_.seats[i];
        }
        w.holderGone = matched != citedCount;
    }

    function weigh(Weights memory w, uint256 mask) internal pure returns (uint256 weight) {
        uint256[] memory seats = w.seats;
        assembly ("memory-safe") {
            let cursor := add(seats, 0x20)
            for {} mask { mask := shr(1, mask) } {
                weight := add(weight, mul(and(mask, 1), mload(cursor)))
                cursor := add(cursor, 0x20)
            }
        }
    }

    /// @notice Whether no further ballot and no later revision can change that it passes. A Yes is final here (R4), so everything else, cast or
    /// not, is taken as Against: For exceeds the rest, reaches the threshold of all, and the quorum has taken part.
    function isDecisive(Weights memory w, RulesWord rules, uint256 against, uint256 support, uint256 abstain) internal pure returns (bool) {
        uint256 yes = weigh(w, support);
        if (2 * yes <= w.total) return false;
        if (yes * RulesWords.BPS < rules.thresholdBps() * w.total) return false;
        uint256 quorum = rules.quorumBps() * w.total;
        return yes * RulesWords.BPS >= quorum || weigh(w, against | support | abstain) * RulesWords.BPS >= quorum;
    }

    /// @notice Whether every holder of power or shares, in both epochs, signed For.
    function isUnanimous(Weights memory w, uint256 support) internal pure returns (bool) {
        return !w.holderGone && support & w.holders == w.holders;
    }
}
