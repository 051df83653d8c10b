package io.lockstep.activities.highlevel;

import java.util.List;

/**
 * What decides how contacts collide.
 *
 * @param allowDuplicateContact true: a create never answers "duplicated contacts"
 * @param contactUniqueIdentifiers the order in which HighLevel matches, such as {@code email,
 *     phone}; empty when the location does not show it
 */
public record LocationSettings(
    boolean allowDuplicateContact, List<String> contactUniqueIdentifiers) {}
