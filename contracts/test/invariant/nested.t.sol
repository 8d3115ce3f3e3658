// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../base/Test.sol";
import {NestedHandler} from "./NestedHandler.sol";

/// @notice What no life of a DAO may break about how it signs (R10); in English in README.md.
contract NestedInvariants is Test {
    NestedHandler private _handler;

    function setUp() public {
        _handler = new NestedHandler();
        _handler.start();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory chosen) {
        bytes4[8] memory all = [
            NestedHandler.ask.selector,
            NestedHandler.ask.selector,
            NestedHandler.ask.selector,
            NestedHandler.wait_.selector,
            NestedHandler.revoke.selector,
            NestedHandler.quit.selector,
            NestedHandler.change.selector,
            NestedHandler.record.selector
        ];
        chosen = new FuzzSelector[](1);
        chosen[0].addr = address(_handler);
        chosen[0].selectors = new bytes4[](8);
        for (uint256 i; i < 8; ++i) chosen[0].selectors[i] = all[i];
    }

    function targetSenders() public pure returns (address[] memory senders) {
        senders = new address[](1);
        senders[0] = address(0x5E4D);
    }

    /// @dev A walk that is the same every time: it signs often and refuses often, so the invariants are not idle.
    function test_R10_theNestedHandlerSignsAndRefuses() public {
        for (uint256 i; i < 160; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 dice = seed % 16;
            seed >>= 8;
            if (dice < 10) _handler.ask(seed);
            else if (dice == 10) _handler.wait_(seed);
            else if (dice == 11) _handler.revoke(seed);
            else if (dice == 12) _handler.quit(seed);
            else if (dice < 15) _handler.change(seed);
            else _handler.record(seed);
        }
        invariant_R10_signsWhatCouldBeEnacted();
        assertTrue(_handler.asked(true) > 20, "it signs");
        assertTrue(_handler.asked(false) > 20, "it refuses");
    }

    function invariant_R10_signsWhatCouldBeEnacted() public view {
        assertEq(_handler.differing(), 0, "I35 it signs by ballots exactly what they could enact at this moment");
        assertEq(_handler.leaked(), 0, "I36 for DAOs of the factory alone, and for this account alone");
    }
}
