package io.lockstep.starter.security;

import io.lockstep.ledger.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * What one person or program may do, connection by connection. An operator of a connection is its
 * viewer too.
 *
 * @param viewerOf ids of connections, or {@value #EVERY} for all of them
 * @param operatorOf likewise
 */
record Rights(List<String> viewerOf, List<String> operatorOf) {

  /** Stands for all connections; no connection can have it as its id. */
  static final String EVERY = "*";

  /** Roles: of at least one connection, and of all of them. */
  static final String VIEWER = "VIEWER";

  static final String OPERATOR = "OPERATOR";
  static final String ALL_VIEWER = "ALL_VIEWER";
  static final String ALL_OPERATOR = "ALL_OPERATOR";

  private static final String VIEWS = "viewer:";
  private static final String OPERATES = "operator:";
  private static final Pattern CONNECTION = Pattern.compile("\\*|" + Connection.ID);
  private static final Pattern WORD =
      Pattern.compile("(viewer|operator):(" + CONNECTION.pattern() + ")");

  static final Rights NONE = new Rights(List.of(), List.of());
  static final Rights VIEWER_OF_ALL = new Rights(List.of(EVERY), List.of());
  static final Rights OPERATOR_OF_ALL = new Rights(List.of(), List.of(EVERY));

  Rights {
    viewerOf = List.copyOf(viewerOf);
    operatorOf = List.copyOf(operatorOf);
    if (!viewerOf.stream().allMatch(id -> CONNECTION.matcher(id).matches())
        || !operatorOf.stream().allMatch(id -> CONNECTION.matcher(id).matches())) {
      throw new IllegalArgumentException(
          "name connections by id, or all of them by a quoted \"*\"");
    }
  }

  /**
   * From one word of a token's claim, such as {@code operator:acme} or {@code viewer:*}. A word of
   * another form gives no right: the issuer may use the same claim for other programs.
   */
  static Rights ofWord(String word) {
    Matcher matcher = WORD.matcher(word);
    if (!matcher.matches()) {
      return NONE;
    }
    List<String> of = List.of(matcher.group(2));
    return matcher.group(1).equals("viewer")
        ? new Rights(of, List.of())
        : new Rights(List.of(), of);
  }

  /** These and those. */
  Rights and(Rights others) {
    return new Rights(both(viewerOf, others.viewerOf), both(operatorOf, others.operatorOf));
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

  boolean isEmpty() {
    return viewerOf.isEmpty() && operatorOf.isEmpty();
  }

  /** For Spring Security: the coarse roles that addresses ask for, and a word per connection. */
  List<GrantedAuthority> authorities() {
    List<GrantedAuthority> granted = new ArrayList<>();
    operatorOf.forEach(id -> granted.add(new SimpleGrantedAuthority(operates(id))));
    operatorOf.forEach(id -> granted.add(new SimpleGrantedAuthority(views(id))));
    viewerOf.forEach(id -> granted.add(new SimpleGrantedAuthority(views(id))));
    boolean operates = !operatorOf.isEmpty();
    boolean operatesAll = operatorOf.contains(EVERY);
    grant(granted, operates, OPERATOR);
    grant(granted, operates || !viewerOf.isEmpty(), VIEWER);
    grant(granted, operatesAll, ALL_OPERATOR);
    grant(granted, operatesAll || viewerOf.contains(EVERY), ALL_VIEWER);
    return granted;
  }

  private static void grant(List<GrantedAuthority> granted, boolean given, String role) {
    if (given) {
      granted.add(new SimpleGrantedAuthority("ROLE_" + role));
    }
  }

  /** The authority to read what belongs to that connection. */
  static String views(String connection) {
    return VIEWS + connection;
  }

  /** The authority to decide what belongs to that connection. */
  static String operates(String connection) {
    return OPERATES + connection;
  }
}
