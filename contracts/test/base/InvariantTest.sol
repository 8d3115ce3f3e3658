// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";

/// @notice What a walk of forge is told: which contract it calls, by which functions alone.
abstract contract InvariantTest is Test {
    struct Selectors {
        address addr;
        bytes4[] selectors;
    }

    function _target() internal view virtual returns (address);

    function _actions() internal pure virtual returns (bytes4[] memory);

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = _target();
    }

    function targetSelectors() public view returns (Selectors[] memory targets) {
        targets = new Selectors[](1);
        targets[0] = Selectors(_target(), _actions());
    }
}
