"""The public face of a knowledge base, and of one consultation with it."""

from sluimer.knowledge_base.public import Consultation as Consultation
from sluimer.knowledge_base.public import Keeper as Keeper
from sluimer.knowledge_base.public import KnowledgeBase as KnowledgeBase
from sluimer.knowledge_base.public import bundled_folder as bundled_folder
from sluimer.knowledge_base.public import load as load
