package io.lockstep.starter.security;

import io.lockstep.ledger.Connection;
import java.util.regex.Pattern;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * What whoever sent the request at hand may do with one connection. The addresses ask for a role in
 * any connection; this says in which.
 */
@Component
public final class Access {

  private static final Pattern ID = Pattern.compile(Connection.ID);

  Access() {}

  /** Whether this connection exists for them at all; what is no id exists for nobody. */
  public boolean sees(String connection) {
    return isId(connection) && (has(Rights.views(connection)) || has(Rights.views(Rights.EVERY)));
  }

  /** Whether they may decide, and read a person's data. */
  public boolean decides(String connection) {
    return isId(connection)
        && (has(Rights.operates(connection)) || has(Rights.operates(Rights.EVERY)));
  }

  private static boolean isId(String connection) {
    return ID.matcher(connection).matches();
  }

  private static boolean has(String authority) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who != null
        && who.getAuthorities().stream().anyMatch(one -> authority.equals(one.getAuthority()));
  }
}
