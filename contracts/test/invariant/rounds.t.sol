// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InvariantTest} from "../base/InvariantTest.sol";
import {RoundHandler} from "./RoundHandler.sol";

/// @notice Rounds against the books that are kept beside them (I44–I49).
contract RoundInvariants is InvariantTest {
    RoundHandler private _handler;

    function setUp() public {
        _handler = new RoundHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](12);
        (s[0], s[1], s[2], s[3]) = (RoundHandler.open.selector, RoundHandler.fund.selector, RoundHandler.contribute.selector, RoundHandler.pass.selector);
        (s[4], s[5], s[6], s[7]) =
            (RoundHandler.finalise.selector, RoundHandler.payout.selector, RoundHandler.refund.selector, RoundHandler.refundPool.selector);
        (s[8], s[9], s[10], s[11]) =
            (RoundHandler.callOff.selector, RoundHandler.setMood.selector, RoundHandler.force.selector, RoundHandler.claim.selector);
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: intense.invariant.runs = 1600
    function invariant_roundsAreKeptAsTheBooksSay() public view {
        _handler.check();
    }

    function afterInvariant() public {
        _handler.collect();
    }

    /// @dev The same walk every time. It fails when an outcome never comes.
    function test_theRoundHandlerMeetsEveryOutcome() public {
        bytes4[] memory actions = _actions();
        uint256 chance = 5;
        bytes32[11] memory whats = [
            bytes32("opened"), "funded", "given", "given for a DAO", "called off", "finalised", "paid", "refunded", "pool refunded", "credited", "claimed"
        ];
        uint256[11] memory sums;
        for (uint256 walk; walk < 6; ++walk) {
            _handler = new RoundHandler();
            _handler.start();
            if (walk == 0) _walkThroughTheRare();
            for (uint256 i; i < 100; ++i) {
                chance = uint256(keccak256(abi.encode(chance)));
                // First what is given, then time passes.
                uint256 next = i < 30 ? (chance >> 200) % 3 : (chance >> 200) % 12;
                _act(actions[next], chance);
                if (i % 10 == 0) _handler.check();
            }
            _handler.collect();
            for (uint256 k; k < 11; ++k) sums[k] += _handler.met(whats[k]);
        }
        for (uint256 k; k < 11; ++k) assertTrue(sums[k] != 0, string(abi.encodePacked(whats[k])));
    }

    /// @dev A payee that refuses and one that a token blocks, in rounds that are finalised.
    function _walkThroughTheRare() private {
        for (uint256 n; n < 2; ++n) {
            _handler.fund(n, 0, 1e6);
            for (uint256 i; i < 12; ++i) _handler.contribute(n, i, i / 4, 1e5 + i, i % 4 == 3);
        }
        for (uint256 i; i < 2; ++i) _handler.pass(35 hours);
        _handler.setMood(10); // reverts, and the token blocks the third payee
        for (uint256 n; n < 2; ++n) {
            _handler.finalise(n);
            _handler.payout(n, 7);
            _handler.claim(n, 0);
            _handler.claim(n, 2);
        }
        _handler.check();
        _handler.setMood(6);
        for (uint256 n; n < 2; ++n) {
            _handler.claim(n, 0);
            _handler.claim(n, 2);
        }
        _handler.check();
    }

    function _act(bytes4 action, uint256 chance) private {
        (uint256 a, uint256 b, uint256 c, uint256 d) = (chance & 0xffff, chance >> 16 & 0xffff, chance >> 32 & 0xffff, chance >> 48 & 0xffffff);
        bytes memory body = action == RoundHandler.contribute.selector
            ? abi.encodeWithSelector(action, a, b, c, d, chance >> 80 & 1)
            : abi.encodeWithSelector(action, action == RoundHandler.pass.selector ? chance >> 100 : a, b, d);
        (bool ok, bytes memory why) = address(_handler).call(body);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(why, 0x20), mload(why))
        }
    }
}
