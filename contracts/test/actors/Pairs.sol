// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPair} from "../../src/interfaces/IPair.sol";
import {Decision} from "../../src/types/Types.sol";

/// @notice Says yes to everything and does nothing.
contract MeekDao {
    function enact(Decision[] calldata, bytes32[] calldata, bytes calldata) external {}

    function spent(uint256) external pure returns (bool) {
        return true;
    }
}

/// @notice Meets about what it was told, and says that it is done.
contract LyingDao {
    bytes32 private _about;

    function say(bytes32 about) external {
        _about = about;
    }

    function enact(Decision[] calldata, bytes32[] calldata, bytes calldata) external {
        IPair(msg.sender).meet(_about);
    }

    function spent(uint256) external pure returns (bool) {
        return true;
    }
}

/// @notice Two calls of one transaction.
contract OneAfterAnother {
    function send(address target, bytes calldata first, bytes calldata second) external {
        for (uint256 i; i < 2; ++i) {
            (bool ok,) = target.call(i == 0 ? first : second);
            require(ok, "both go through");
        }
    }
}
