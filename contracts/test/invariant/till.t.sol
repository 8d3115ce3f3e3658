// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITill} from "../../src/interfaces/ITill.sol";
import {InvariantTest} from "../base/InvariantTest.sol";
import {TillHandler} from "./TillHandler.sol";

/// @notice The till against the books that are kept beside it (I59, I60).
contract TillInvariants is InvariantTest {
    TillHandler private _handler;

    function setUp() public {
        _handler = new TillHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](3);
        (s[0], s[1], s[2]) = (TillHandler.buy.selector, TillHandler.setMood.selector, TillHandler.pass.selector);
    }

    function invariant_theTillKeepsNothingAndInboxesHaveWhatWasPaid() public view {
        _handler.check();
    }

    /// @dev The same walk every time. It fails when an outcome never comes.
    function test_theTillHandlerMeetsEveryOutcome() public {
        uint256 chance = 5;
        for (uint256 i; i < 500; ++i) {
            chance = uint256(keccak256(abi.encode(chance)));
            if (i % 10 == 0) _handler.setMood(chance);
            if (i % 25 == 0) _handler.pass(chance);
            _handler.buy(chance & 3, chance >> 8);
            if (i % 25 == 0) _handler.check();
        }
        _handler.check();
        bytes4[7] memory refusals = [
            ITill.Till_Free.selector,
            ITill.Till_NoReader.selector,
            ITill.Till_Over.selector,
            ITill.Till_SoldOut.selector,
            ITill.Till_WrongValue.selector,
            ITill.Till_NotPaid.selector,
            ITill.Till_TransferFailed.selector
        ];
        assertTrue(_handler.met("bought") != 0, "nothing was ever bought");
        for (uint256 k; k < 7; ++k) assertTrue(_handler.met(bytes32(refusals[k])) != 0, "a refusal never came");
    }
}
