// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "./interfaces/IBountyEscrow.sol";
import {IDao} from "./interfaces/IDao.sol";
import {IPowerRewards} from "./interfaces/IPowerRewards.sol";
import {Agreement, Node} from "./types/Bounties.sol";
import {Member} from "./types/Types.sol";

/// @title See IPowerRewards
contract PowerRewards is IPowerRewards {
    uint8 private constant RELEASED = 5;
    /// @dev An escrow that the caller names could say what it likes.
    IBountyEscrow public immutable ESCROW;

    /// @inheritdoc IPowerRewards
    mapping(bytes32 bounty => bool) public isGiven;

    constructor(IBountyEscrow escrow) {
        ESCROW = escrow;
    }

    /// @inheritdoc IPowerRewards
    function redeem(Agreement calldata a, uint64 held) external {
        if (msg.sender != a.issuer) revert Rewards_NotIssuer(msg.sender);
        bytes32 bounty = ESCROW.idOf(a);
        if (isGiven[bounty]) revert Rewards_AlreadyGiven(bounty);
        Node memory n = ESCROW.nodeOf(bounty);
        if (n.status != RELEASED || n.freed) revert Rewards_NotPaid(bounty, n.status);
        uint64 now_ = _powerOf(a.hunter);
        if (now_ != held) revert Rewards_PowerChanged(a.hunter, now_);
        isGiven[bounty] = true;
        emit Redeemed(msg.sender, bounty, a.hunter, held);
    }

    /// @dev In the caller, which says so itself: what a contract that is no DAO says of its members moves nothing but its own mark.
    function _powerOf(address account) private view returns (uint64) {
        (Member[] memory members,,) = IDao(msg.sender).presentRoster();
        for (uint256 i; i < members.length; ++i) if (members[i].account == account) return members[i].power;
        return 0;
    }
}
