// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {RosterBlob} from "./RosterBlob.sol";

/// @title What members have reserved of the credits of a period (R8)
/// @notice 16 members a word. A member gets its number in the DAO with its first reservation and keeps it, whatever becomes of its seat.
library Credits {
    struct Accounts {
        /// From 1; that of address(0) is the last one given.
        mapping(address dao => mapping(address member => uint256)) numbers;
        mapping(bytes32 period => mapping(uint256 word => uint256)) reserved;
    }

    function periodOf(address dao, uint256 rulesEpoch, uint256 period) internal pure returns (bytes32) {
        return keccak256(abi.encode(dao, rulesEpoch, period));
    }

    function reservedOf(Accounts storage a, address dao, bytes32 period, address member) internal view returns (uint256) {
        uint256 number = a.numbers[dao][member];
        if (number == 0) return 0;
        return uint16(a.reserved[period][number / 16] >> (16 * (number % 16)));
    }

    /// @return ok False when that is more than is left; then nothing changes.
    function reserve(Accounts storage a, address dao, bytes32 period, address member, uint256 amount, uint256 credits)
        internal
        returns (bool ok)
    {
        if (amount == 0) return true;
        if (reservedOf(a, dao, period, member) + amount > credits) return false;
        uint256 number = a.numbers[dao][member];
        if (number == 0) a.numbers[dao][member] = number = ++a.numbers[dao][address(0)];
        // Sums stay below the credits, and those below 2^16: no carry reaches the neighbour.
        a.reserved[period][number / 16] += amount << (16 * (number % 16));
        return true;
    }

    /// @return limits By seat: ⌊√(credits − reserved)⌋.
    function limitsOf(Accounts storage a, address dao, bytes32 period, bytes memory blob, uint256 credits)
        internal
        view
        returns (uint256[] memory limits)
    {
        limits = new uint256[](RosterBlob.count(blob));
        for (uint256 i; i < limits.length; ++i) {
            limits[i] = FixedPointMathLib.sqrt(credits - reservedOf(a, dao, period, RosterBlob.accountOf(RosterBlob.seat(blob, i))));
        }
    }
}
