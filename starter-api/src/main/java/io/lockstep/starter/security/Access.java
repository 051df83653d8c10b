package io.lockstep.starter.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * What whoever sent the request at hand may do with one connection. The addresses ask for a role in
 * any connection; this says in which.
 */
@Component
public final class Access {

  Access() {}

  /** Whether this connection exists for them at all. */
  public boolean sees(String connection) {
    return has(Rights.views(connection)) || has(Rights.views(Rights.EVERY));
  }

  /** Whether they may decide, and read a person's data. */
  public boolean decides(String connection) {
    return has(Rights.operates(connection)) || has(Rights.operates(Rights.EVERY));
  }

  private static boolean has(String authority) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who != null
        && who.getAuthorities().stream().anyMatch(one -> authority.equals(one.getAuthority()));
  }
}
