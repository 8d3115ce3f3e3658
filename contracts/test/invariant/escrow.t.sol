// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InvariantTest} from "../base/InvariantTest.sol";
import {EscrowActs} from "./EscrowActs.sol";
import {EscrowHandler} from "./EscrowHandler.sol";
import {EscrowStage} from "./EscrowStage.sol";

/// @notice Bounties against the books that are kept beside them (I37–I43, I50, I51).
contract EscrowInvariants is InvariantTest {
    EscrowHandler private _handler;

    function setUp() public {
        _handler = new EscrowHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](12);
        (s[0], s[1], s[2], s[3]) = (EscrowStage.found.selector, EscrowActs.pay.selector, EscrowActs.pass.selector, EscrowActs.deliver.selector);
        (s[4], s[5], s[6]) = (EscrowActs.end.selector, EscrowActs.object.selector, EscrowActs.acceptLeaf.selector);
        (s[7], s[8], s[9]) = (EscrowActs.objectLeaf.selector, EscrowActs.dispute.selector, EscrowActs.free.selector);
        (s[10], s[11]) = (EscrowStage.splitLate.selector, EscrowStage.blockPayee.selector);
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: intense.invariant.runs = 1600
    function invariant_bountiesAreKeptAsTheBooksSay() public view {
        _handler.check();
    }

    function afterInvariant() public {
        _handler.collect();
    }

    /// @dev The same walk every time. It fails when an outcome never comes.
    function test_theEscrowHandlerMeetsEveryOutcome() public {
        bytes4[] memory actions = _actions();
        uint256 chance = 11;
        bytes32[18] memory whats = [
            bytes32("funded"), "split late", "delivered", "accepted", "refunded", "due", "settled", "objected", "leaf accepted", "leaf objected", "ruled", "contested", "freed", "paid", "blocked", "claimed", "fee refused", "refused"
        ];
        uint256[18] memory sums;
        for (uint256 round; round < 8; ++round) {
            _handler = new EscrowHandler();
            _handler.start();
            if (round == 0) _walkThroughTheRare();
            for (uint256 i; i < 70; ++i) {
                chance = uint256(keccak256(abi.encode(chance)));
                // Ends and deliveries come oftener.
                uint256 next = (chance >> 200) % 15;
                bytes4 action = i < 5 ? actions[0] : actions[next < 11 ? next + 1 : next < 14 ? 4 : 3];
                _act(action, chance);
            }
            _handler.check();
            _handler.collect();
            for (uint256 k; k < 18; ++k) sums[k] += _handler.met(whats[k]);
        }
        for (uint256 k; k < 18; ++k) assertTrue(sums[k] != 0, string(abi.encodePacked(whats[k])));
    }

    /// @dev What chance alone brings too seldom: a ruling, silence to the end of a review, an expiry, a leaf that is contested.
    function _walkThroughTheRare() private {
        for (uint256 i; i < 3; ++i) _handler.found(i);
        _handler.deliver(0);
        _handler.object(0);
        _handler.dispute(0, 3, true, 100);
        _handler.end(0, 2, 0);
        _handler.objectLeaf(0, 1);
        _handler.dispute(0, 1, false, 0);
        _handler.deliver(1);
        _handler.check();
        for (uint256 i; i < 2; ++i) _handler.pass(4 days - 1);
        _handler.end(1, 2, 0);
        _handler.end(2, 1, 0);
        _handler.check();
    }

    function _act(bytes4 action, uint256 chance) private {
        uint256 which = chance >> 8 & 0xffffff;
        uint256 how = chance >> 40 & (action == EscrowActs.end.selector ? 3 : 0xff);
        bytes memory body = action == EscrowActs.dispute.selector
            ? abi.encodeWithSelector(action, which, how, chance >> 64 & 1, chance >> 80 & 0xffff)
            : abi.encodeWithSelector(action, which, how, chance >> 80 & 0xffff);
        (bool ok, bytes memory why) = address(_handler).call(body);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(why, 0x20), mload(why))
        }
    }
}
