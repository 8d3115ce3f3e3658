// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../interfaces/IDao.sol";
import {RosterBlob} from "./RosterBlob.sol";

/// @title Single seats of a roster, read where they lie
library SeatReader {
    /// @notice Who has a seat of the roster that is the code at `pointer`; 0 behind its end.
    function accountAt(address pointer, uint256 seat) internal view returns (address account) {
        assembly ("memory-safe") {
            mstore(0x00, 0)
            // The STOP byte, rules word and totals, then 45 bytes for each seat, the account first.
            extcodecopy(pointer, 0x00, add(0x41, mul(seat, 45)), 0x14)
            account := shr(96, mload(0x00))
        }
    }

    /// @notice Whether `person` has seat `place` in the present roster of the DAO at `account`, and did not leave.
    /// @dev The account is asked itself. What it says of its members binds nobody but itself.
    function isMember(address person, address account, uint256 place) internal view returns (bool) {
        if (place > 63 || account.code.length == 0) return false;
        (bool ok, bytes memory answer) = account.staticcall(abi.encodeCall(IDao.state, ()));
        if (!ok || answer.length != 192) return false;
        uint256 pointer;
        uint256 exited;
        assembly ("memory-safe") {
            pointer := mload(add(answer, 0x60))
            exited := mload(add(answer, 0x80))
        }
        return (exited >> place) & 1 == 0 && accountAt(address(uint160(pointer)), place) == person;
    }

    /// @notice The present roster of a DAO, and its seats that have power and did not leave, as bits.
    function voters(address dao) internal view returns (address pointer, uint256 seats) {
        uint64 exited;
        (,, pointer, exited,,) = IDao(dao).state();
        bytes memory blob = RosterBlob.read(pointer);
        uint256 count = RosterBlob.count(blob);
        for (uint256 i; i < count && i < RosterBlob.MAX_MEMBERS; ++i) {
            if (RosterBlob.powerOf(RosterBlob.seat(blob, i)) != 0) seats |= 1 << i;
        }
        seats &= ~uint256(exited);
    }
}
