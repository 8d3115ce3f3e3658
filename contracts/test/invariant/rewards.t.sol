// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IPowerRewards} from "../../src/interfaces/IPowerRewards.sol";
import {InvariantTest} from "../base/InvariantTest.sol";
import {RewardHandler} from "./RewardHandler.sol";

/// @notice Promised power against the books that are kept beside it (I55, I56).
contract RewardInvariants is InvariantTest {
    RewardHandler private _handler;

    function setUp() public {
        _handler = new RewardHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](4);
        (s[0], s[1]) = (RewardHandler.promisePower.selector, RewardHandler.end.selector);
        (s[2], s[3]) = (RewardHandler.redeem.selector, RewardHandler.changeByHand.selector);
    }

    /// forge-config: default.invariant.runs = 8
    /// forge-config: intense.invariant.runs = 1600
    function invariant_promisesAreKeptAsTheBooksSay() public view {
        _handler.check();
    }

    /// @dev The same walk every time. It fails when an outcome never comes.
    function test_theRewardHandlerMeetsEveryOutcome() public {
        uint256 chance = 3;
        uint256 ends;
        for (uint256 i; i < 120; ++i) {
            chance = uint256(keccak256(abi.encode(chance)));
            uint256 next = (chance >> 200) % 10;
            if (next < 3) _handler.promisePower(chance & 0xffff, chance >> 16 & 0xffff);
            else if (next < 4) _handler.end(ends, ends++);
            else if (next < 9) _handler.redeem(chance & 0xffff);
            else _handler.changeByHand(chance & 0xffff);
        }
        _handler.check();
        bytes32[6] memory whats = [bytes32("promised"), "accepted", "given back", "for less", "given", "by hand"];
        for (uint256 k; k < 6; ++k) assertTrue(_handler.met(whats[k]) != 0, string(abi.encodePacked(whats[k])));
        bytes4[4] memory refusals = [
            IDao.Dao_AlreadySpent.selector,
            IPowerRewards.Rewards_AlreadyGiven.selector,
            IPowerRewards.Rewards_NotPaid.selector,
            IPowerRewards.Rewards_PowerChanged.selector
        ];
        for (uint256 k; k < 4; ++k) assertTrue(_handler.met(bytes32(refusals[k])) != 0, "a refusal never came");
    }
}
