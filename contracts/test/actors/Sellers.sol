// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Approvable} from "./EscrowActors.sol";

/// @notice Says what it was told to say when it is asked for its inbox.
contract OddSeller {
    bytes private _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    fallback() external {
        bytes memory answer = _answer;
        assembly {
            return(add(answer, 0x20), mload(answer))
        }
    }
}

/// @notice Calls back with what it was given before it moves anything, when something is taken from somebody.
contract ReentrantOnEntry is Approvable {
    address private _target;
    bytes private _body;
    bool public entered;

    function arm(address target, bytes calldata body) external {
        (_target, _body) = (target, body);
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        // Before it is armed it has nobody to call: a call to nobody would count as having come in.
        if (_target != address(0)) (entered,) = _target.call(_body);
        _move(from, to, amount, amount);
        return true;
    }
}

/// @notice Says yes and moves nothing.
contract EmptyPromise is Approvable {
    function transferFrom(address, address, uint256) external pure override returns (bool) {
        return true;
    }
}

/// @notice Says no.
contract Refuser is Approvable {
    function transferFrom(address, address, uint256) external pure override returns (bool) {
        return false;
    }
}
