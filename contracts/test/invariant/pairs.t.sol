// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IPair} from "../../src/interfaces/IPair.sol";
import {InvariantTest} from "../base/InvariantTest.sol";
import {PairHandler} from "./PairHandler.sol";

/// @notice Pairs of decisions against the books that are kept beside them (I61, I62).
contract PairInvariants is InvariantTest {
    PairHandler private _handler;

    function setUp() public {
        _handler = new PairHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](9);
        (s[0], s[1], s[2]) = (PairHandler.open.selector, PairHandler.open.selector, PairHandler.both.selector);
        (s[3], s[4], s[5]) = (PairHandler.both.selector, PairHandler.both.selector, PairHandler.alone.selector);
        (s[6], s[7], s[8]) = (PairHandler.record.selector, PairHandler.supersede.selector, PairHandler.pass.selector);
    }

    function invariant_bothOrNeither() public view {
        _handler.check();
    }

    /// @dev The same walk every time. It fails when an outcome never comes.
    function test_thePairHandlerMeetsEveryOutcome() public {
        bytes4[] memory actions = _actions();
        uint256 chance = 7;
        for (uint256 i; i < 260; ++i) {
            chance = uint256(keccak256(abi.encode(chance)));
            (bool ok,) = address(_handler).call(abi.encodeWithSelector(actions[(chance >> 200) % 9], chance));
            assertTrue(ok, "the handler itself does not fail");
            if (i % 20 == 0) _handler.check();
        }
        _handler.check();
        bytes32[5] memory whats = [bytes32("together"), "reentrant", "recorded", "alone", "superseded"];
        for (uint256 k; k < 5; ++k) assertTrue(_handler.met(whats[k]) != 0, string(abi.encodePacked(whats[k])));
        bytes4[5] memory refusals = [
            IPair.Pair_WrongOrder.selector,
            IPair.Pair_WrongTerms.selector,
            IPair.Pair_NotReserved.selector,
            IDao.Dao_NotDecisive.selector,
            IDao.Dao_AlreadySpent.selector
        ];
        for (uint256 k; k < 5; ++k) assertTrue(_handler.met(bytes32(refusals[k])) != 0, "a refusal never came");
    }
}
