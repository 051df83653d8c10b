package io.lockstep.sandbox.control;

import io.lockstep.sandbox.bhn.Bhn;
import io.lockstep.sandbox.bhn.Member;
import io.lockstep.sandbox.faults.Faults;
import io.lockstep.sandbox.highlevel.HighLevel;
import io.lockstep.sandbox.highlevel.RateLimits;
import io.lockstep.sandbox.highlevel.Site;
import io.lockstep.sandbox.http.ProviderApi;
import io.lockstep.sandbox.seed.SeededItems;
import io.lockstep.sandbox.webhooks.Webhooks;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Both providers, what goes wrong with them, what they have to tell, and who called. */
public final class World {

  private final SandboxClock clock;
  private final Faults faults;
  private final Webhooks webhooks;
  private final HighLevel highLevel;
  private final Bhn bhn;
  private final Chance chance;
  private final Chance itemChance;
  private final Chance surprises;
  private final Chance secrets;
  private final List<Connection> connections = new ArrayList<>();
  private final CallLog log = new CallLog();

  /**
   * A world with that many empty connections.
   *
   * @param generation 0 at first, one more after each reset
   */
  public World(
      SandboxClock clock,
      long seed,
      int generation,
      int connectionCount,
      RateLimits limits,
      Duration indexLag) {
    this.clock = clock;
    this.faults = new Faults(Chance.of(seed, "faults " + generation));
    this.webhooks = new Webhooks(clock, faults, Chance.of(seed, "webhooks " + generation));
    this.highLevel = new HighLevel(clock, webhooks, limits, indexLag, seed, generation);
    this.bhn = new Bhn(clock, webhooks, seed, generation);
    this.chance = Chance.of(seed, "people " + generation);
    this.itemChance = Chance.of(seed, "people's items " + generation);
    this.surprises = Chance.of(seed, "surprises " + generation);
    this.secrets = Chance.of(seed, "secrets " + generation);
    for (int i = 1; i <= connectionCount; i++) {
      addConnection("Sandbox " + i);
    }
  }

  private void addConnection(String name) {
    var site = highLevel.addLocation(name, "US");
    highLevel.byHand().customField(site.locationId(), "cf" + chance.text(18), "BHN tier", "TEXT");
    SeededItems.OWNERS.forEach(
        owner ->
            highLevel.addUser(
                site.locationId(), owner.firstName(), owner.lastName(), owner.email()));
    connections.add(new Connection(site, bhn.addAccount()));
  }

  public SandboxClock clock() {
    return clock;
  }

  public Faults faults() {
    return faults;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public HighLevel highLevel() {
    return highLevel;
  }

  public Bhn bhn() {
    return bhn;
  }

  public CallLog log() {
    return log;
  }

  /** What people do by chance: seeds and life. */
  public Chance chance() {
    return chance;
  }

  /** The same for tasks and notes, apart: people stay who they are. */
  public Chance itemChance() {
    return itemChance;
  }

  /**
   * What a fault makes a person do, apart from the rest: faults are not done again on a restart.
   */
  public Chance surprises() {
    return surprises;
  }

  public List<Connection> connections() {
    return List.copyOf(connections);
  }

  /**
   * Gives a connection other secrets; the former ones stay good until they are ended.
   *
   * @param number counted from 1
   * @param which {@code token}, {@code clientSecret} and {@code webhookSecret}
   */
  void rotate(int number, Collection<String> which) {
    Connection before = connections.get(number - 1);
    Site site =
        which.contains("token")
            ? highLevel.rotateToken(before.site(), "pit-" + secrets.uuid())
            : before.site();
    Member known = before.member();
    Member member =
        new Member(
            known.accountId(),
            known.clientId(),
            which.contains("clientSecret") ? secrets.uuid() : known.clientSecret(),
            known.personToken(),
            which.contains("webhookSecret") ? "whsec-" + secrets.text(32) : known.webhookSecret());
    bhn.replaceSecrets(member);
    connections.set(number - 1, new Connection(site, member));
  }

  /** Ends the former secrets of that connection. */
  void endFormerSecrets(int number) {
    Connection connection = connections.get(number - 1);
    highLevel.endFormerTokens(connection.site());
    bhn.endFormerSecret(connection.member());
  }

  /** Goes on with what was granted, and with the secrets there were, before a reset. */
  public void takeAccess(World before) {
    highLevel.takeGrants(before.highLevel);
    for (int i = 0; i < connections.size(); i++) {
      Connection was = before.connections.get(i);
      highLevel.rotateToken(was.site(), was.site().token());
      highLevel.endFormerTokens(was.site());
      bhn.replaceSecrets(was.member());
      bhn.endFormerSecret(was.member());
      connections.set(i, was);
    }
  }

  /** The provider whose name is the first segment of a path. */
  public Optional<ProviderApi> provider(String side) {
    return switch (side) {
      case HighLevel.SIDE -> Optional.of(highLevel);
      case Bhn.SIDE -> Optional.of(bhn);
      default -> Optional.empty();
    };
  }
}
