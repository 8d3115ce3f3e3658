// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Member, RosterDelta} from "../types/Types.sol";
import {RosterBlob} from "./RosterBlob.sol";

/// @title Applies a change to a roster (R7)
/// @notice Deltas on current balances: what was burned is gone, who left is dropped, and nobody's shares shrink.
library RosterDeltas {
    error Roster_DeltasNotSorted(address account);
    error Roster_KindMismatch(address account);

    /// @param exited Bits of the seats that left.
    /// @param burned Shares that seats of this epoch burned.
    function merge(bytes memory blob, uint256 exited, mapping(uint256 => uint256) storage burned, RosterDelta[] calldata deltas)
        internal
        view
        returns (Member[] memory members)
    {
        uint256 seats = RosterBlob.count(blob);
        members = new Member[](seats + deltas.length);
        uint256 length;
        uint256 i;
        uint256 d;
        address last;
        while (i < seats || d < deltas.length) {
            Member memory m;
            address seated = i < seats ? RosterBlob.accountOf(RosterBlob.seat(blob, i)) : address(type(uint160).max);
            bool changes = d < deltas.length && (i == seats || deltas[d].account <= seated);
            if (i < seats && !(changes && deltas[d].account < seated)) {
                m = RosterBlob.memberAt(blob, i);
                bool left = exited & (1 << i) != 0;
                m.shares = left ? 0 : m.shares - uint128(burned[i]);
                if (left) m.power = 0;
                // Who left and comes back starts anew, and may then be of the other kind.
                if (changes && !left && deltas[d].kind != m.kind) revert Roster_KindMismatch(m.account);
                ++i;
            }
            if (changes) {
                RosterDelta calldata delta = deltas[d++];
                if (delta.account <= last) revert Roster_DeltasNotSorted(delta.account);
                last = delta.account;
                m.account = delta.account;
                m.kind = delta.kind;
                if (delta.setPower) m.power = delta.power;
                m.shares += delta.mint;
            }
            if (m.power != 0 || m.shares != 0) members[length++] = m;
        }
        assembly ("memory-safe") {
            mstore(members, length)
        }
    }
}
