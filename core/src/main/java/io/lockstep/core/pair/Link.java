package io.lockstep.core.pair;

import java.time.Instant;

/** A contact and its profile, once linked. Ids are the providers' and opaque. */
public record Link(String connection, String contactId, String profileId, Instant linkedAt) {}
