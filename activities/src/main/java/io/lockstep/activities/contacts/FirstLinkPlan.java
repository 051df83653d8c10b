package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Permission;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.link.LinkVerdict;
import io.lockstep.core.link.LinkVerdict.Create;
import io.lockstep.core.link.LinkVerdict.Linked;
import io.lockstep.core.link.LinkVerdict.NotEligible;
import io.lockstep.core.link.LinkVerdict.Review;
import io.lockstep.core.link.LinkVerdict.Wait;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.Optional;

/**
 * The look before the first link of a connection is approved: says in the ledger what linking would
 * come to, and does none of it. The same reads as a look that links.
 */
final class FirstLinkPlan {

  private static final Duration A_BETTER_READ = Duration.ofSeconds(10);

  private final Looking looking;

  FirstLinkPlan(Looking looking) {
    this.looking = looking;
  }

  /** Empty for what was linked before or was about to be, and for what a person decides now. */
  Optional<Plan> plan() {
    FlowKey key = looking.key();
    PairRecord record = looking.ports().pairs().load(key);
    if (record.link() != null
        || !record.intents().isEmpty()
        || !looking.request().decisions().isEmpty()
        || isLinkedProfile(key)) {
      return Optional.empty();
    }
    if (!record.parked().isEmpty()) {
      looking.ports().marks().close(Flow.CONTACT_UPSERT, key, looking.lookedAt());
      return Optional.of(looking.notEligible("it waits for a person, as before"));
    }
    Partner partner = new Partner(looking, record);
    looking
        .bench()
        .highLevel()
        .begin(key.isProfile() ? Partner.OF_A_PROFILE : Partner.OF_A_CONTACT);
    Optional<PersonView> source =
        key.isProfile()
            ? looking.bench().profile(key.profileId())
            : looking.bench().contact(key.contactId());
    if (source.isEmpty()) {
      return Optional.of(partner.settle("the record is gone"));
    }
    return Optional.of(
        partner
            .keptApart(source.get())
            .orElseGet(() -> planned(source.get().side(), partner.verdict(source.get()))));
  }

  private boolean isLinkedProfile(FlowKey key) {
    return key.isProfile()
        && looking.ports().pairs().linkOfProfile(key.connection(), key.profileId()).isPresent();
  }

  private Plan planned(Side side, LinkVerdict verdict) {
    if (verdict instanceof Wait wait) {
      return looking.lookAgain(A_BETTER_READ, wait.reason());
    }
    String outcome = outcome(side, verdict);
    looking
        .ports()
        .pairs()
        .commit(looking.key(), PairChange.builder().state(PairState.PLANNED, outcome).build());
    looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
    return looking.notEligible("the first link waits for its approval: " + outcome);
  }

  // Few different ones, for they are counted.
  private String outcome(Side side, LinkVerdict verdict) {
    String one = side == Side.CONTACTS ? "contact" : "profile";
    String other = side == Side.CONTACTS ? "profile" : "contact";
    if (verdict instanceof Linked linked) {
      return "this %s will be linked with its %s, found by %s".formatted(one, other, linked.by());
    }
    if (verdict instanceof Create) {
      String made = "a %s will be made for this %s".formatted(other, one);
      return looking.bench().mapping().mayWrite(side.other())
          ? made
          : made + ", which " + Permission.WAITS;
    }
    if (verdict instanceof Review review) {
      return "a person will decide about this %s: %s".formatted(one, review.reason());
    }
    if (verdict instanceof NotEligible notEligible) {
      return "this %s will stay alone: %s".formatted(one, notEligible.reason());
    }
    throw new IllegalStateException("a verdict nobody knows: " + verdict);
  }
}
