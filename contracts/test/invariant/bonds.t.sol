// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketBonds} from "../../src/interfaces/IMarketBonds.sol";
import {InvariantTest} from "../base/InvariantTest.sol";
import {BondHandler} from "./BondHandler.sol";

/// @notice Market bonds against the books that are kept beside them (I52–I54).
contract BondInvariants is InvariantTest {
    BondHandler private _handler;

    function setUp() public {
        _handler = new BondHandler();
        _handler.start();
    }

    function _target() internal view override returns (address) {
        return address(_handler);
    }

    function _actions() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](6);
        (s[0], s[1], s[2]) = (BondHandler.bond.selector, BondHandler.unbond.selector, BondHandler.withdraw.selector);
        (s[3], s[4], s[5]) = (BondHandler.setMood.selector, BondHandler.force.selector, BondHandler.pass.selector);
    }

    function invariant_bondsAreKeptAsTheBooksSay() public view {
        _handler.check();
    }

    function afterInvariant() public {
        _handler.collect();
    }

    /// @dev The same walk every time. It fails when an outcome never comes.
    function test_theBondHandlerMeetsEveryOutcome() public {
        bytes4[] memory actions = _actions();
        uint256 chance = 5;
        for (uint256 i; i < 400; ++i) {
            chance = uint256(keccak256(abi.encode(chance)));
            bytes memory body = abi.encodeWithSelector(actions[(chance >> 200) % 6], chance & 0xffff, chance >> 16 & 1);
            if ((chance >> 200) % 6 == 0) body = abi.encodeWithSelector(actions[0], chance & 0xffff, chance >> 16 & 0xffffff);
            if ((chance >> 200) % 6 == 5) body = abi.encodeWithSelector(actions[5], chance);
            (bool ok,) = address(_handler).call(body);
            assertTrue(ok, "the handler itself does not fail");
            if (i % 20 == 0) _handler.check();
        }
        _handler.collect();
        bytes32[4] memory whats = [bytes32("bonded"), "unbonded", "withdrawn", "stayed"];
        for (uint256 k; k < 4; ++k) assertTrue(_handler.met(whats[k]) != 0, string(abi.encodePacked(whats[k])));
        bytes4[6] memory refusals = [
            IMarketBonds.Bonds_Nothing.selector,
            IMarketBonds.Bonds_NotBonded.selector,
            IMarketBonds.Bonds_Leaving.selector,
            IMarketBonds.Bonds_NotLeaving.selector,
            IMarketBonds.Bonds_TooEarly.selector,
            IMarketBonds.Bonds_TransferFailed.selector
        ];
        for (uint256 k; k < 6; ++k) assertTrue(_handler.met(bytes32(refusals[k])) != 0, "a refusal never came");
    }
}
