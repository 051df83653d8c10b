package io.lockstep.ledger;

import io.lockstep.core.pair.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The twin of the grants table; tokens lie open, it never leaves the JVM. */
public final class InMemoryGrants implements Grants {

  private final Map<String, Grant> grants = new HashMap<>();
  private final Map<String, Instant> leases = new HashMap<>();
  private final Map<String, List<JournalEntry>> journal = new HashMap<>();

  @Override
  public synchronized Optional<Grant> of(String resourceId) {
    return Optional.ofNullable(grants.get(resourceId));
  }

  @Override
  public synchronized void connect(Grant grant) {
    Grant before = grants.get(grant.resourceId());
    leases.remove(grant.resourceId());
    put(grant, before == null ? 1 : before.version() + 1, null);
  }

  @Override
  public synchronized List<String> agencies() {
    return grants.values().stream()
        .filter(grant -> grant.userType() == Grant.UserType.COMPANY)
        .map(Grant::resourceId)
        .sorted()
        .toList();
  }

  @Override
  public synchronized Grant adopt(Grant made, String connection, JournalEntry entry) {
    if (!grants.containsKey(made.resourceId())) {
      put(made, 1, null);
      journal.computeIfAbsent(connection, none -> new ArrayList<>()).add(entry);
    }
    return of(made.resourceId()).orElseThrow();
  }

  /** What it wrote of that connection, oldest first. */
  public synchronized List<JournalEntry> journal(String connection) {
    return List.copyOf(journal.getOrDefault(connection, List.of()));
  }

  @Override
  public synchronized boolean lease(String id, long version, Instant now, Instant until) {
    if (!isAt(id, version) || leases.getOrDefault(id, Instant.MIN).isAfter(now)) {
      return false;
    }
    leases.put(id, until);
    return true;
  }

  @Override
  public synchronized void leaseEnds(String id, long version, Instant at) {
    if (isAt(id, version)) {
      leases.put(id, at);
    }
  }

  @Override
  public synchronized Grant renew(long version, Grant renewed) {
    String id = renewed.resourceId();
    if (isAt(id, version)) {
      leases.remove(id);
      put(renewed, version + 1, null);
    }
    return grants.getOrDefault(id, renewed);
  }

  @Override
  public synchronized boolean refused(String id, long version, Instant at) {
    Grant grant = grants.get(id);
    if (grant == null || grant.version() != version) {
      return false;
    }
    leases.remove(id);
    put(grant, version, at);
    return true;
  }

  private boolean isAt(String id, long version) {
    Grant grant = grants.get(id);
    return grant != null && grant.version() == version;
  }

  private void put(Grant grant, long version, @Nullable Instant refusedAt) {
    grants.put(
        grant.resourceId(),
        new Grant(
            grant.resourceId(),
            grant.userType(),
            grant.baseUrl(),
            grant.companyId(),
            grant.accessToken(),
            grant.refreshToken(),
            grant.obtainedAt(),
            grant.expiresAt(),
            version,
            refusedAt,
            grant.scopes()));
  }
}
