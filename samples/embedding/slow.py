"""Look up one vector a person: the obvious way, and the slowest."""
import pandas as pd

import dataset


def occupation_embedding_lookup(people, embedding):
    found = pd.DataFrame(columns=embedding.columns)
    for person, row in people.iterrows():
        code = row["occupation"]
        if embedding.index.isin([code]).any():
            vector = embedding.loc[code]
        else:
            vector = embedding.iloc[0]  # an unknown code gets the first vector
        found.loc[person] = vector
    return found


def main():
    people, embedding = dataset.make()
    found = occupation_embedding_lookup(people, embedding)
    print(found.shape, dataset.checksum(found))


if __name__ == "__main__":
    main()
