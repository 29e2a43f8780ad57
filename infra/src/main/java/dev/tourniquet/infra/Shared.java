package dev.tourniquet.infra;

import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;

/** What all functions of one account and Region share. */
record Shared(Key key, Table ledger, Queue deadLetters, EventBus bus, Topic topic) {}
