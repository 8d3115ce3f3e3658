// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InvariantTest} from "../base/InvariantTest.sol";
import {IncomeHandler} from "./IncomeHandler.sol";

/// @notice Income, credits and exits against the books that are kept beside them (I17–I22).
contract IncomeInvariants is InvariantTest {
    IncomeHandler private _handler;

    function setUp() public {
        _handler = new IncomeHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](8);
        (s[0], s[1], s[2]) = (IncomeHandler.earn.selector, IncomeHandler.fund.selector, IncomeHandler.setMood.selector);
        (s[3], s[4], s[5]) = (IncomeHandler.blockInToken.selector, IncomeHandler.distribute.selector, IncomeHandler.claim.selector);
        (s[6], s[7]) = (IncomeHandler.quit.selector, IncomeHandler.mint.selector);
    }

    /// @dev Each action is followed by a look at every balance and credit: fewer runs than elsewhere in every test, as many under the intense profile.
    /// forge-config: default.invariant.runs = 8
    /// forge-config: intense.invariant.runs = 1600
    function invariant_incomeIsKeptAsTheBooksSay() public view {
        _handler.check();
    }

    function test_theIncomeHandlerMeetsEveryOutcome() public {
        uint256 chance = 7;
        bytes4[] memory actions = _actions();
        for (uint256 i; i < 400; ++i) {
            chance = uint256(keccak256(abi.encode(chance)));
            (uint256 a, uint256 b, uint256 c, uint256 d) = (chance >> 8 & 0xffff, chance >> 24 & 1, chance >> 25 & 1, chance >> 26 & 1);
            (bool ok,) = address(_handler).call(_body(actions[chance % 8], a, b, c, d));
            assertTrue(ok, "an action");
            if (i % 20 == 0) _handler.check();
        }
        _handler.check();
        bytes32[7] memory whats =
            [bytes32("distributed ETH"), "distributed token", "credited", "claimed", "distributed by an exit", "left", "minted"];
        for (uint256 i; i < whats.length; ++i) assertTrue(_handler.met(whats[i]) > 2, string(abi.encodePacked(whats[i])));
    }

    function _body(bytes4 s, uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (bytes memory) {
        if (s == IncomeHandler.earn.selector) return abi.encodeWithSelector(s, a, b, c);
        if (s == IncomeHandler.fund.selector || s == IncomeHandler.mint.selector) return abi.encodeWithSelector(s, a, b);
        if (s == IncomeHandler.setMood.selector) return abi.encodeWithSelector(s, a, a >> 4 & 0xf);
        if (s == IncomeHandler.blockInToken.selector) return abi.encodeWithSelector(s, a);
        if (s == IncomeHandler.distribute.selector) return abi.encodeWithSelector(s, b);
        if (s == IncomeHandler.claim.selector) return abi.encodeWithSelector(s, a, b, c, d);
        return abi.encodeWithSelector(s, a, a >> 3, a % 8 == 0, a >> 5 & 0xf);
    }
}
