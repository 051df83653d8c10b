package io.lockstep.activities.contacts;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Plan;
import java.util.Optional;

/**
 * The look of a profile that had no contact yet: finds or plans its contact, then hands on to the
 * contact's own flow. It merges nothing, so that one flow alone writes to a pair.
 */
final class ProfileLook {

  private final Looking looking;

  ProfileLook(Looking looking) {
    this.looking = looking;
  }

  Plan plan() {
    FlowKey key = looking.key();
    Optional<Link> linked = link();
    if (linked.isPresent()) {
      return handOn(linked.get());
    }
    var partner = new Partner(looking, looking.ports().pairs().load(key));
    looking.bench().highLevel().begin(Partner.OF_A_PROFILE); // before BHN is read for nothing
    Optional<PersonView> profile = looking.bench().profile(key.profileId());
    if (profile.isEmpty()) {
      return partner.settle("the profile is gone");
    }
    Optional<Plan> answer = partner.find(profile.get());
    return answer.orElseGet(() -> handOn(link().orElseThrow()));
  }

  private Optional<Link> link() {
    return looking
        .ports()
        .pairs()
        .linkOfProfile(looking.key().connection(), looking.key().profileId());
  }

  private Plan handOn(Link link) {
    FlowKey contact = new FlowKey(link.connection(), link.contactId());
    looking.ports().hints().hint(Flow.CONTACT_UPSERT, contact, hint());
    looking.ports().marks().close(Flow.CONTACT_UPSERT, looking.key(), looking.lookedAt());
    return looking.handedOn("linked; the contact's own run goes on");
  }

  // Its digests were made for another pair, so they would say nothing there.
  private Hint hint() {
    boolean bulk = looking.request().lane() == Lane.BULK;
    return Hint.from(bulk ? Hint.Source.SWEEP : Hint.Source.FLOW);
  }
}
