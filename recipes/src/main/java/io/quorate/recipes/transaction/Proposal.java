package io.quorate.recipes.transaction;

import java.util.List;

/**
 * A transaction as it was proposed.
 *
 * @param id its unique name
 * @param participants who must vote, by name
 * @param content what is to be done, as the participants understand it; do not change the array
 */
public record Proposal(String id, List<String> participants, byte[] content) {}
