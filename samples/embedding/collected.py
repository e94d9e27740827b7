"""Look up one vector a person: gather the vectors in a list, make the table once."""
import pandas as pd

import dataset


def occupation_embedding_lookup(people, embedding):
    vectors = []
    for _, row in people.iterrows():
        code = row["occupation"]
        if embedding.index.isin([code]).any():
            vector = embedding.loc[code]
        else:
            vector = embedding.iloc[0]  # an unknown code gets the first vector
        vectors.append(vector)
    return pd.DataFrame(vectors, index=people.index)


def main():
    people, embedding = dataset.make()
    found = occupation_embedding_lookup(people, embedding)
    print(found.shape, dataset.checksum(found))


if __name__ == "__main__":
    main()
