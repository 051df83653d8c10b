package io.lockstep.sandbox.control;

import io.lockstep.sandbox.bhn.Member;
import io.lockstep.sandbox.highlevel.Site;

/** A location and an account that belong together. */
public record Connection(Site site, Member member) {}
