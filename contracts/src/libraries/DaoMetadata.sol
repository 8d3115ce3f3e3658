// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";

/// @title ERC-4824 metadata that needs no host
library DaoMetadata {
    function defaultUri(string memory name) internal pure returns (string memory) {
        bytes memory json = abi.encodePacked(
            '{"@context":"https://www.daostar.org/schemas","type":"DAO","name":"', LibString.escapeJSON(name), '"}'
        );
        return string(abi.encodePacked("data:application/json;base64,", Base64.encode(json)));
    }
}
